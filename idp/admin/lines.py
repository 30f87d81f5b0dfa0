"""A request for a temporary code as the helpdesk reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.methods.bypass import Bypass, State
from idp.people.person import Person
from idp.people.protection import name_for_others

SHOWN_FOR: Final = timedelta(days=2)
"""How long a request that is over stays on the list."""

GONE: Final = "–"
"""Stands for somebody whom no directory knows any more."""

FindPerson = Callable[[str, datetime], Person | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One request in words. `until` is when what is going on now runs out; `person` is None when they are gone."""

    bypass: Bypass
    state: State
    person: Person | None
    name: str
    asked_by: str
    approved_by: str | None
    until: datetime

    @property
    def is_open(self) -> bool:
        """Say whether anything can still come of it."""
        return self.state in {State.WAITING, State.APPROVED, State.READY}

    def may_approve(self, staff: Person) -> bool:
        """Say whether this member of staff is the second that the request waits for."""
        return self.state is State.WAITING and not self.bypass.involves(staff.person_id)

    def may_show(self, staff: Person) -> bool:
        """Say whether the code can be shown to this member of staff."""
        return self.state is State.APPROVED and staff.person_id == self.bypass.asked_by


@dataclass
class LineWriter:
    """Writes the lines of one page; each person is looked up once."""

    find_person: FindPerson
    now: datetime

    def __post_init__(self) -> None:
        self._known: dict[str, Person | None] = {}

    def write(self, bypass: Bypass) -> Line:
        """Return the line of a request. Protected people have their alias for a name here too."""
        person = self._find(bypass.person_id)
        return Line(
            bypass=bypass,
            state=bypass.state_at(self.now),
            person=person,
            name=name_for_others(person) if person else GONE,
            asked_by=self._name(bypass.asked_by),
            approved_by=self._name(bypass.approved_by) if bypass.approved_by else None,
            until=bypass.good_until,
        )

    def _name(self, person_id: str) -> str:
        person = self._find(person_id)
        return name_for_others(person) if person else GONE

    def _find(self, person_id: str) -> Person | None:
        if person_id not in self._known:
            self._known[person_id] = self.find_person(person_id, self.now)
        return self._known[person_id]
