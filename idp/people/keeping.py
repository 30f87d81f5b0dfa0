"""What is kept about people and for how long, as pages tell it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Until(StrEnum):
    """When something goes whose end is no span of time."""

    REMOVED = "removed"
    EMPLOYED = "employed"


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind of thing: the word that names its text, the tables it lies in, and when it goes.

    A span counts from when the thing was last of use; it holds the day that pruning may take.
    """

    what: str
    tables: frozenset[str]
    until: timedelta | Until
