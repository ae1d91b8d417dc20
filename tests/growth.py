"""How the time of a stage grows with its text."""

import time
from collections.abc import Callable


def takes_linear_time(stage: Callable[[str], object], unit: str) -> bool:
    """Whether ten times as many repetitions of a unit take a stage less than forty times as long.

    What is quadratic takes a hundred times as long, again and again; a hiccup of the machine comes once.
    """

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        stage(text)
        return time.process_time() - start

    def is_linear() -> bool:
        small = min(seconds(20_000) for _ in range(2))
        return seconds(200_000) < 40 * small + 0.05

    return is_linear() or is_linear()
