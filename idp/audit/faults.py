"""What can be wrong with the chain."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What was done to a row."""

    CHANGED = "changed"
    DELETED = "deleted"
    EMPTIED = "emptied, and nothing answers for it"
    MISSING = "entries before it are missing"
    REORDERED = "reordered"
    REPEATED = "bound twice"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Break:
    """The rows from `first` to `last`, both included, and what was done to them."""

    fault: Fault
    first: int
    last: int
