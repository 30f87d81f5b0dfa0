"""Keeps a preview from answering guesses: what its reader may not see is told as written, not whether it differs.

A file may be looked at a thousand times, changes nothing and leaves no trace.
"""

from collections.abc import Collection, Sequence
from typing import Final

from idp.people.person import Person

NUMBERS: Final = ("personal_number", "coordination_number")
"""Fields of everybody that most may not see, each by its column."""

OF_THE_PROTECTED: Final = (*NUMBERS, "given_name", "family_name", "name", "email", "unit", "title")
"""Fields of a protected person that most may not see."""


def list_told(
    changed: Sequence[str], columns: Collection[str], before: Person, *, sees_protected: bool
) -> tuple[str, ...]:
    """Return what is told of a line that has these columns and changes these fields of the person."""
    if sees_protected:
        return tuple(changed)
    hidden = OF_THE_PROTECTED if before.is_protected else NUMBERS
    return (*(name for name in changed if name not in hidden), *(name for name in hidden if name in columns))
