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
    NOT_XML = auto()
    DOCUMENT_TYPE = auto()
    NO_CONTAINER = auto()
    NO_PASSWORD = auto()
    WORK = auto()
    KEY = auto()
    NO_LIBRARY = auto()
    OPEN_QUOTE = auto()
    CLOSED_QUOTE = auto()
    LONG_CELL = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which line. `named` is what its sentence names, such as a serial number, and nothing of a seed.

    `beside` is what it names besides: the line of the first of two.
    """

    line: int
    wrong: Wrong
    named: str = ""
    beside: str = ""


class WrongFile(Exception):
    """The file cannot be read at all. `named` is what the sentence names: a column or a line; `beside` what there may be."""

    def __init__(self, wrong: Wrong, named: str = "", beside: str = "") -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.named = named
        self.beside = beside
