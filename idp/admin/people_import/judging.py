"""Compares lines with the local directory: what each would add or change, or why it cannot."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Final

from idp.admin.people_import.cells import BadCell, read_person
from idp.admin.people_import.columns import Column
from idp.admin.people_import.row import Refused, Row, Why
from idp.admin.people_import.store import ImportStore
from idp.admin.people_import.unseen import list_told
from idp.admin.scim.entry import Entry
from idp.people.person import Person
from idp.people.username import canonical_username

AT_ONCE: Final = 500
NOBODY: Final = Person("", "", "", "", "", "", None, frozenset(), "", "", True, False, None, datetime.min)  # noqa: DTZ901 - compared with nothing
COMPARED: Final = tuple(one.name for one in fields(Person) if one.name != "updated_at")
TOLD: Final = attrgetter(*COMPARED)
"""Returns what is compared of a person: all but when they changed last."""


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody new; they have no id yet."""

    line: int
    person: Person
    username: str
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody of whom something changes: `fields` says what, as far as whoever imports may know."""

    line: int
    before: Entry
    after: Entry
    username: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Somebody who is as the line says."""

    line: int
    realm: str
    username: str


Judged = Added | Changed | Unchanged | Refused


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the lines of one file in their order.

    `default_realm` is where people are when the file does not say; None when it must. `sees_protected` may lay open
    protected identities. `may_join` says whether somebody may be let into groups. Whoever changes has changed `now`.
    """

    realms: tuple[str, ...]
    default_realm: str | None
    sees_protected: bool
    may_join: Callable[[frozenset[str]], bool]
    now: datetime
    _seen: set[tuple[str, str]] = field(default_factory=set)
    _employees: dict[tuple[str, str], str] = field(default_factory=dict)

    def judge(self, rows: Iterable[Row | Refused], store: ImportStore) -> Iterator[Judged]:
        """Yield what becomes of each line, in their order, some hundreds looked up at a time."""
        lines = iter(rows)
        while some := list(islice(lines, AT_ONCE)):
            named = [row if isinstance(row, Refused) else self.name(row) for row in some]
            known = self.look_up(named, store)
            judged: list[Judged] = []
            for row, name in zip(some, named, strict=True):
                if isinstance(row, Refused):
                    judged.append(row)
                else:
                    judged.append(name if isinstance(name, Refused) else self.compare(row, name, known))
            yield from self.refuse_taken(judged, store)

    def refuse_taken(self, judged: Sequence[Judged], store: ImportStore) -> Iterator[Judged]:
        """Yield the lines; one is refused whose employment number somebody else has who keeps it."""
        owners: dict[tuple[str, str], str] = {}
        for realm in self.realms:
            wanted = [one[1] for one in map(name_employee, judged) if one is not None and one[0] == realm]
            found = store.find_by_employee(realm, wanted) if wanted else {}
            owners |= {(realm, employee_id): username for employee_id, username in found.items()}
        for one in judged:
            employee = name_employee(one)
            owner = None if employee is None else owners.get(employee)
            is_taken = owner is not None and isinstance(one, Added | Changed) and owner != one.username
            yield Refused(one.line, Why.EMPLOYEE_TWICE) if is_taken else one

    def name(self, row: Row) -> tuple[str, str] | Refused:
        """Return the realm and the canonical username that a line is about."""
        realm = row.cells.get(Column.REALM) or self.default_realm
        if realm not in self.realms or realm is None:
            return Refused(row.line, Why.REALM)
        username = canonical_username(row.cells[Column.USERNAME])
        return Refused(row.line, Why.USERNAME) if username is None else (realm, username)

    def look_up(
        self, named: list[tuple[str, str] | Refused], store: ImportStore
    ) -> Mapping[tuple[str, str], Entry]:
        """Return those whom the lines are about and whom we have."""
        known: dict[tuple[str, str], Entry] = {}
        for realm in self.realms:
            usernames = [name[1] for name in named if isinstance(name, tuple) and name[0] == realm]
            found = store.find_by_username(realm, usernames) if usernames else {}
            known |= {(realm, username): entry for username, entry in found.items()}
        return known

    def compare(self, row: Row, name: tuple[str, str], known: Mapping[tuple[str, str], Entry]) -> Judged:
        """Return what becomes of a line."""
        if name in self._seen:
            return Refused(row.line, Why.TWICE)
        self._seen.add(name)
        realm, username = name
        entry = known.get(name)
        before = replace(NOBODY, realm=realm) if entry is None else entry.person
        if entry is None and not (row.cells.get(Column.GIVEN_NAME) and row.cells.get(Column.FAMILY_NAME)):
            return Refused(row.line, Why.NAMES)
        try:
            person = read_person(row.cells, before, self.now)
        except BadCell as bad:
            return Refused(row.line, Why.CELL, bad.column)
        external_id = (
            row.cells.get(Column.EXTERNAL_ID, "" if entry is None else entry.external_id or "") or None
        )
        if external_id is not None and (len(external_id) > 256 or not external_id.isprintable()):
            return Refused(row.line, Why.CELL, Column.EXTERNAL_ID)
        if before.is_protected and not person.is_protected and not self.sees_protected:
            return Refused(row.line, Why.SHOWN)
        if person.groups != before.groups and not self.may_join(person.groups - before.groups):
            return Refused(row.line, Why.BRINGS, Column.GROUPS)
        if person.employee_id is not None:
            owner = self._employees.setdefault((realm, person.employee_id), username)
            if owner != username:
                return Refused(row.line, Why.EMPLOYEE_TWICE)
        if entry is None:
            return Added(row.line, person, username, external_id)
        after = entry
        if person is not before:
            after = Entry(person, entry.version, entry.created_at, external_id)
        elif external_id != entry.external_id:
            touched = replace(before, updated_at=self.now)
            after = Entry(touched, entry.version, entry.created_at, external_id)
        changed = list_changed(entry, after)
        told = list_told(changed, row.cells, before, sees_protected=self.sees_protected)
        if not changed and not told:
            return Unchanged(row.line, realm, username)
        return Changed(row.line, entry, after, username, told)


def name_employee(judged: Judged) -> tuple[str, str] | None:
    """Return the realm and the employment number that a line gives somebody; None when it gives none."""
    match judged:
        case Added(_, person):
            pass
        case Changed(_, before, after) if before.person.employee_id != after.person.employee_id:
            person = after.person
        case _:
            return None
    return None if person.employee_id is None else (person.realm, person.employee_id)


def list_changed(before: Entry, after: Entry) -> tuple[str, ...]:
    """Return the names of what differs; nothing of one and the same."""
    if before is after:
        return ()
    was, now_is = TOLD(before.person), TOLD(after.person)
    changed = [name for name, old, new in zip(COMPARED, was, now_is, strict=True) if old != new]
    return tuple(changed if before.external_id == after.external_id else [*changed, "external_id"])
