"""Keeps a protected identity (skyddade personuppgifter) from everybody but the person themself.

Whoever shows one person to another asks here for the name to show: colleagues, the helpdesk, an application.
"""

from dataclasses import replace
from typing import Final, Protocol

from idp.people.person import Person

NOBODY: Final = "–"
"""Shown where a list needs a name and a protected person has no alias."""


class Named(Protocol):
    """Somebody as far as it takes to name them."""

    @property
    def name(self) -> str: ...
    @property
    def alias(self) -> str | None: ...
    @property
    def is_protected(self) -> bool: ...


def name_for_others(person: Named) -> str:
    """Return the name that others may see: the person's own, or a protected person's alias."""
    return (person.alias or NOBODY) if person.is_protected else person.name


def disguise(person: Person) -> Person:
    """Return what others may know of the person: a protected one is an alias with an employment, and no more.

    The username goes because it is made of the name, the unit and title because they tell where to find somebody,
    the numbers because they are the date of birth. What the policy decides by, the groups, stays.
    """
    if not person.is_protected:
        return person
    return replace(
        person,
        username="",
        name=person.alias or "",
        given_name="",
        family_name="",
        email=None,
        unit="",
        title="",
        personal_number=None,
        coordination_number=None,
        coordination_level=None,
        previous_coordination_number=None,
        details={},
    )
