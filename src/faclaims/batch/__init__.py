"""Archives: many files, many processes, nothing lost and nothing done twice.

Example:
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("وزیر نیرو گفت: سدها پر شده‌اند.", encoding="utf-8")
    ...     run([folder], Path(folder, "out")).claims
    1
"""

from faclaims.batch.plan import Counts, Format, Plan
from faclaims.batch.run import Progress, run

__all__ = ["Counts", "Format", "Plan", "Progress", "run"]
