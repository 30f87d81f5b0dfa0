"""How people of this browser chose to sign in: a question that was answered once is not asked again.

The question is which of the levels that lead in it shall be, so that another place, service or demand has an answer of
its own. The browser keeps names of levels and nothing of the person: `question:level`, the newest first.
"""

from collections.abc import Collection
from hashlib import sha256
from typing import Final

from idp.policy.levels import Level

MOST: Final = 4
"""Answers that are kept: at work and at home, for what everybody uses and for what demands more."""

QUESTION_DIGITS: Final = 8

RESCUES: Final = frozenset({"recovery", "bypass"})
"""Methods that are for one bad day, and no habit."""


def find_habit(habits: str | None, ways: Collection[str]) -> str | None:
    """Return the level that was chosen last where these lead in; None without one, and for what we did not write."""
    level = dict(read_habits(habits)).get(name_question(ways)) if habits else None
    return level if level in ways else None


def add_habit(habits: str | None, ways: Collection[str], level: Level) -> str | None:
    """Return what the browser keeps now that somebody signed in by this level, where these lead in."""
    if not RESCUES.isdisjoint(level.methods):
        return habits
    question = name_question(ways)
    others = [habit for habit in read_habits(habits) if habit[0] != question]
    return ".".join(":".join(habit) for habit in [(question, level.name), *others][:MOST])


def read_habits(habits: str | None) -> list[tuple[str, str]]:
    """Return each question with its answer; what is not written so is left out."""
    parts = (written.partition(":") for written in (habits or "").split("."))
    return [(question, level) for question, colon, level in parts if colon]


def name_question(ways: Collection[str]) -> str:
    """Return a short name of the question which of these levels it shall be."""
    return sha256(",".join(sorted(ways)).encode()).hexdigest()[:QUESTION_DIGITS]
