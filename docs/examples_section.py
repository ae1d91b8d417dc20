"""Lets the site show ``Example:`` sections as code: the parser of the site knows them by ``Examples:`` only."""

import re
from typing import Any

from griffe import Extension, Object


class ExamplesSection(Extension):
    """Renames the section while the docstrings are collected."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Called for every module, class and function."""
        if obj.docstring:
            obj.docstring.value = re.sub(r"^(\s*)Example:$", r"\1Examples:", obj.docstring.value, flags=re.M)
