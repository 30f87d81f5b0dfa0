"""Reads the report form: either a report without faults, or every fault at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .report import EXTENTS, Child, NewReport

DAYS_BACK = 60
DAYS_FORWARD = 1
LONGEST_SPAN = 14
OLDEST_CHILD = 16
NAME_LENGTH = 40
NOTE_LENGTH = 300
NEW_CHILD = "new"


@dataclass(slots=True)
class Faults:
    """Faults by field, in the order of the form. Each is the key of a text and the values it needs."""

    by_field: dict[str, tuple[str, dict[str, object]]] = field(default_factory=dict)

    def add(self, name: str, key: str, **values: object) -> None:
        """Note a fault; the first one at a field stands."""
        self.by_field.setdefault(name, (key, values))


def read_form(fields: Mapping[str, str], children: Sequence[Child], today: date) -> NewReport | Faults:
    """Return the report that `fields` describe, or their faults.

    Days may lie up to 60 days back and one day ahead of `today`; `children` are those the person may choose among.
    """
    faults = Faults()
    child_id, name, birth_year = _read_child(fields, children, today, faults)
    first = _read_day(fields, "first_day", today, faults)
    last = _read_day(fields, "last_day", today, faults) if fields.get("last_day", "").strip() else first
    extent, note = fields.get("extent", ""), fields.get("note", "").strip()
    if first and last and last < first:
        faults.add("last_day", "order")
    elif first and last and (last - first).days >= LONGEST_SPAN:
        faults.add("last_day", "span", n=LONGEST_SPAN)
    if extent not in map(str, EXTENTS):
        faults.add("extent", "missing")
    if len(note) > NOTE_LENGTH:
        faults.add("note", "long", n=NOTE_LENGTH)
    if faults.by_field or first is None or last is None:
        return faults
    return NewReport(child_id, name, birth_year, first, last, int(extent), note)


def _read_child(
    fields: Mapping[str, str], children: Sequence[Child], today: date, faults: Faults
) -> tuple[int | None, str, int]:
    chosen = fields.get("child", "")
    for child in children:
        if chosen == str(child.id):
            return child.id, child.name, child.birth_year
    if chosen != NEW_CHILD:
        faults.add("child", "missing")
        return None, "", 0
    name, year = " ".join(fields.get("name", "").split()), fields.get("birth_year", "").strip()
    if not name:
        faults.add("name", "missing")
    elif len(name) > NAME_LENGTH or not name.isprintable():
        faults.add("name", "long", n=NAME_LENGTH)
    earliest = today.year - OLDEST_CHILD
    is_year = len(year) == 4 and year.isascii() and year.isdigit()
    if not is_year or not earliest <= int(year) <= today.year:
        faults.add("birth_year", "range", first=earliest, last=today.year)
        return None, name, 0
    return None, name, int(year)


def _read_day(fields: Mapping[str, str], name: str, today: date, faults: Faults) -> date | None:
    try:
        day = date.fromisoformat(fields.get(name, "").strip())
    except ValueError:
        faults.add(name, "unread")
        return None
    if day < today - timedelta(days=DAYS_BACK):
        faults.add(name, "early", n=DAYS_BACK)
    elif day > today + timedelta(days=DAYS_FORWARD):
        faults.add(name, "late")
    return day
