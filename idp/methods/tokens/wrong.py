"""What can be wrong with a file of tokens. Each has a sentence of its own, `console_token_fault`, in every language."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Wrong(StrEnum):
    """What is wrong; the value names the sentence."""

    HELD = auto()
    TWICE = auto()
    SERIAL = auto()
    TYPE = auto()
    SECRET = auto()
    ALGORITHM = auto()
    DIGITS = auto()
    PERIOD = auto()
    COUNTER = auto()
    CELLS = auto()
    NUMBER = auto()
    UNPROVED = auto()
    POLICY = auto()
    CHECK_DIGIT = auto()
    SEALED = auto()
    LARGE = auto()
    ENCODING = auto()
    COLUMNS_MISSING = auto()
    COLUMN_UNKNOWN = auto()
    COLUMN_TWICE = auto()
    XML = auto()
    NO_PASSWORD = auto()
    WORK = auto()
    KEY = auto()
    NO_LIBRARY = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which line. `named` is what its sentence names, such as a serial number, and nothing of a seed."""

    line: int
    wrong: Wrong
    named: str = ""


class WrongFile(Exception):
    """The file cannot be read at all. `named` is what the sentence names: a column or a line."""

    def __init__(self, wrong: Wrong, named: str = "") -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.named = named
