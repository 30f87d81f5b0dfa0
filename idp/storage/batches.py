"""Cuts a long list of values for statements that name each of them."""

from collections.abc import Iterator, Sequence
from typing import Final

MOST: Final = 500
"""Values in one statement; SQLite's older versions take 999."""


def batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the values in order, at most `MOST` at a time."""
    for start in range(0, len(values), MOST):
        yield values[start : start + MOST]
