"""One line of a file as it is written, and what can be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from idp.admin.people_import.columns import Column

MOST_BYTES: Final = 32 * 1024 * 1024
MOST_ROWS: Final = 100_000


class Why(StrEnum):
    """Why a line is refused."""

    CELLS = "cells"
    """It has more or fewer cells than the first line."""
    USERNAME = "username"
    REALM = "realm"
    TWICE = "twice"
    """An earlier line names the same person."""
    EMPLOYEE_TWICE = "employee_twice"
    """Somebody else has the employment number, here or in the file."""
    NAMES = "names"
    """Somebody new needs a given name and a family name."""
    CELL = "cell"
    """A cell holds what cannot be kept; `column` says which."""
    SHOWN = "shown"
    """It would lay open a protected identity, and whoever imports may not see it."""
    BRINGS = "brings"
    """It would let somebody into a group that brings more in the console than whoever imports may give."""


class WrongFileKind(StrEnum):
    """Why a file cannot be read at all."""

    LARGE = "large"
    ROWS = "rows"
    ENCODING = "encoding"
    TABLE = "table"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    TWICE = "twice"
    MISSING = "missing"


class WrongFile(Exception):
    """The file cannot be read; `place` is the line or the column at fault, counted from 1, or 0."""

    def __init__(self, kind: WrongFileKind, place: int = 0) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.place = place


@dataclass(frozen=True, slots=True)
class Row:
    """One line: each cell that the file has, stripped, by its column."""

    line: int
    cells: Mapping[Column, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be taken in: nothing of what it holds is repeated."""

    line: int
    why: Why
    column: Column | None = None
