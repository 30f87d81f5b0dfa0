"""What the cells of a line say of a person."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from idp.admin.people_import.columns import Column
from idp.people.checking import BadPerson, check_person
from idp.people.identity_number import BadIdentityNumber, read_coordination_number, read_personal_number
from idp.people.person import Person
from idp.policy.hours import STOCKHOLM

YES: Final = frozenset({"ja", "j", "yes", "y", "true", "sant", "1", "x", "kyllä", "k"})
NO: Final = frozenset({"nej", "n", "no", "false", "falskt", "0", "", "ei", "e"})
BETWEEN_GROUPS: Final = "|"
EARLIEST, LATEST = date(1970, 1, 2), date(2199, 12, 31)


class BadCell(ValueError):
    """A cell holds what cannot be kept."""

    def __init__(self, column: Column) -> None:
        super().__init__(column.value)
        self.column = column


def read_yes(cell: str) -> bool:
    """Return whether the cell says yes. Raises ValueError for neither yes nor no."""
    word = cell.casefold()
    if word not in YES | NO:
        raise ValueError("neither yes nor no")
    return word in YES


def read_last_day(cell: str) -> datetime | None:
    """Return when the day after the last one begins in Sweden; None for an empty cell. Raises ValueError."""
    if not cell:
        return None
    last = date.fromisoformat(cell)
    if not EARLIEST <= last <= LATEST:
        raise ValueError("far away")
    return datetime.combine(last + timedelta(days=1), time(), STOCKHOLM)


def read_groups(cell: str) -> frozenset[str]:
    """Return the groups, which stand with `|` between them."""
    return frozenset(name.strip() for name in cell.split(BETWEEN_GROUPS) if name.strip())


def read_optional(cell: str) -> str | None:
    """Return the text; None for an empty cell."""
    return cell or None


READ: Final[Mapping[Column, tuple[str, Callable[[str], Any]]]] = {
    Column.USERNAME: ("username", str),
    Column.GIVEN_NAME: ("given_name", str),
    Column.FAMILY_NAME: ("family_name", str),
    Column.NAME: ("name", str),
    Column.EMAIL: ("email", read_optional),
    Column.GROUPS: ("groups", read_groups),
    Column.UNIT: ("unit", str),
    Column.TITLE: ("title", str),
    Column.EMPLOYEE_ID: ("employee_id", read_optional),
    Column.PERSONAL_NUMBER: ("personal_number", lambda cell: read_personal_number(cell) if cell else None),
    Column.COORDINATION_NUMBER: (
        "coordination_number",
        lambda cell: read_coordination_number(cell) if cell else None,
    ),
    Column.IS_PROTECTED: ("is_protected", read_yes),
    Column.ALIAS: ("alias", read_optional),
    Column.EXPIRES_AT: ("expires_at", read_last_day),
    Column.IS_ACTIVE: ("is_active", read_yes),
}
"""The field of a person that each column says, and how a cell is read."""


def read_person(cells: Mapping[Column, str], before: Person, now: datetime) -> Person:
    """Return the person with what the cells say, as of now; an empty cell forgets. Raises BadCell.

    The name follows the given and the family name unless a column says it. Whoever is so already is returned as they are.
    """
    fields: dict[str, Any] = {}
    for column, (field, read) in READ.items():
        if column in cells:
            try:
                fields[field] = read(cells[column])
            except (ValueError, BadIdentityNumber):
                raise BadCell(column) from None
    if not fields.get("name") and was_plain(before):
        parts = (fields.get(name, getattr(before, name)) for name in ("given_name", "family_name"))
        fields["name"] = join(*parts)
    if all(getattr(before, name) == value for name, value in fields.items()):
        return before
    person = replace(before, **fields, updated_at=now)
    try:
        check_person(person)
    except BadPerson as problem:
        raise BadCell(Column(problem.field)) from None
    return person


def was_plain(person: Person) -> bool:
    """Say whether the name is the given and the family name, or not there yet."""
    return person.name in {"", join(person.given_name, person.family_name)}


def join(given_name: str, family_name: str) -> str:
    """Return the two names as one."""
    return f"{given_name} {family_name}".strip()
