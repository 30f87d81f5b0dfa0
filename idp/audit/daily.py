"""What is counted of the trail day by day: no person, no address, only how many."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from idp.audit.events import Tag
from idp.audit.history import Happening

HERE: Final = ZoneInfo("Europe/Stockholm")
LABEL_CHARACTERS: Final = 64


class Measure(StrEnum):
    """What is counted; each has labels of its own."""

    SIGN_INS = "sign_ins"
    """Sign-ins, by zone."""
    METHODS = "methods"
    """Proofs that began or strengthened a sign-in, by the strongest method."""
    FAILURES = "failures"
    """Attempts that came to nothing, by what was wrong."""
    LEVELS = "levels"
    """Answers to applications, by the level that was reached."""
    APPLICATIONS = "applications"
    """Answers to applications, by application."""
    CODES = "codes"
    """Codes that were sent, by how they were sent."""


FAILURES: Final[Mapping[Tag, str]] = MappingProxyType(
    {
        Tag.PASSWORD_WRONG: "password",
        Tag.PASSWORD_UNKNOWN_PERSON: "username",
        Tag.FACTOR_WRONG: "code",
        Tag.FACTOR_REUSED: "reused",
        Tag.THROTTLED: "blocked",
    }
)
"""What was wrong, by the event that says so."""

FIELDS: Final[Mapping[Tag, tuple[tuple[Measure, str], ...]]] = MappingProxyType(
    {
        Tag.SESSION_STARTED: ((Measure.SIGN_INS, "zone"), (Measure.METHODS, "outcome")),
        Tag.SESSION_STEPPED_UP: ((Measure.METHODS, "outcome"),),
        Tag.AUTHORIZATION_GRANTED: ((Measure.LEVELS, "level"), (Measure.APPLICATIONS, "client_id")),
        Tag.FACTOR_SENT: ((Measure.CODES, "method"),),
    }
)
"""What an event counts as, and the field that holds the label."""

COUNTED: Final = (*FAILURES, *FIELDS)
"""The kinds of events that are counted at all."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What one number counts: a Swedish day such as `2026-11-30`, a measure and its label."""

    day: str
    measure: Measure
    label: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a label there were in a period: a day, or a month such as `2026-11`."""

    period: str
    measure: Measure
    label: str
    count: int


def count_happenings(happenings: Iterable[Happening]) -> Mapping[Cell, int]:
    """Return how many each cell gains by these events. Each counts on the day it happened, however late it was written."""
    counts: Counter[Cell] = Counter()
    for one in happenings:
        counts.update(list_cells(one))
    return counts


def list_cells(one: Happening) -> list[Cell]:
    """Return what an event counts as; nothing for the kinds that are not counted."""
    day = day_of(one.at)
    if one.tag in FAILURES:
        return [Cell(day, Measure.FAILURES, FAILURES[one.tag])]
    return [
        Cell(day, measure, (one.get(name) or "")[:LABEL_CHARACTERS])
        for measure, name in FIELDS.get(one.tag, ())
    ]


def day_of(at: datetime) -> str:
    """Return the day it was in Sweden."""
    return f"{at.astimezone(HERE):%Y-%m-%d}"
