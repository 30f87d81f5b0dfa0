"""Reads what somebody typed to find rows: a person, who did it, an application, a kind, a zone, and from when to when."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from idp.audit.events import Tag
from idp.audit.search import Wanted
from idp.chance import is_identifier
from idp.errors import Problem
from idp.people.realms import REALMS

HERE: Final = ZoneInfo("Europe/Stockholm")
FIELDS: Final = ("person", "by", "client", "kind", "zone", "since", "until")
ALIKE: Final = {"by": "person", "until": "since"}
"""Fields of which the same is said as of another."""

MAX_CHARACTERS: Final = 128
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2999

FindPersonId = Callable[[str, str], str | None]
"""Return the id of whom a realm and a username name; None when nobody whom the asker may find has it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it was typed."""

    person: str = ""
    by: str = ""
    client: str = ""
    kind: str = ""
    zone: str = ""
    since: str = ""
    until: str = ""


def read_typed(given: Mapping[str, str]) -> Typed:
    """Return what a form or an address holds, without blanks around it."""
    return Typed(**{name: given.get(name, "").strip() for name in FIELDS})


def read_wanted(typed: Typed, find_person_id: FindPersonId) -> Wanted | tuple[Problem, ...]:
    """Return which rows are asked for, or every problem in the order of the form."""
    if odd := tuple(list_odd(typed)):
        return odd
    person_id, by_id = (read_person(one, find_person_id) for one in (typed.person, typed.by))
    kinds = read_kinds(typed.kind)
    since, until = read_moment(typed.since), read_moment(typed.until, is_end=True)
    faults = {
        "person": person_id is None and typed.person,
        "by": by_id is None and typed.by,
        "kind": not kinds and typed.kind,
        "since": since is None and typed.since,
        "until": until is None and typed.until,
    }
    problems = [
        Problem(name, f"console_audit.problem.{ALIKE.get(name, name)}")
        for name, is_wrong in faults.items()
        if is_wrong
    ]
    if since and until and since > until:
        problems.append(Problem("until", "console_audit.problem.order"))
    if problems:
        return tuple(problems)
    return Wanted(
        person_id=person_id,
        by_id=by_id,
        client_id=typed.client or None,
        tags=kinds,
        zone=typed.zone or None,
        since=since,
        until=until,
    )


def list_odd(typed: Typed) -> Iterator[Problem]:
    """Yield a problem for each field that holds what nothing in the trail can hold."""
    for name in FIELDS:
        written: str = getattr(typed, name)
        if len(written) > MAX_CHARACTERS:
            yield Problem(name, "console_audit.problem.too_long")
        elif not written.isprintable():
            yield Problem(name, "console_audit.problem.odd")


def read_person(written: str, find_person_id: FindPersonId) -> str | None:
    """Return the person_id that is meant: of `USER@REALM`, of a username that one alone has, or as it is written.

    None when nobody is, or more than one. Only an id is taken as it is written: addresses and the trail keep it.
    """
    if is_identifier(written):
        return written
    username, mark, realm = written.rpartition("@")
    asked = [(realm, username)] if mark else [(one, written) for one in REALMS if written]
    found = {find_person_id(*one) for one in asked} - {None}
    return found.pop() if len(found) == 1 else None


def read_kinds(written: str) -> tuple[Tag, ...]:
    """Return the tags that are meant: one, or every one whose part before the point it is; none for nothing known."""
    return tuple(tag for tag in Tag if written and (tag == written or tag.startswith(f"{written}.")))


def read_moment(written: str, *, is_end: bool = False) -> datetime | None:
    """Return an ISO 8601 moment, Sweden's unless it says otherwise; a day begins at its midnight and ends with its last."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return read_time(written)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    if is_end:
        return at_midnight(day + timedelta(days=1)) - timedelta(microseconds=1)
    return at_midnight(day)


def read_time(written: str) -> datetime | None:
    """Return a moment with a time of day; None when it is none, or outside reason."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=HERE)).astimezone(UTC)


def at_midnight(day: date) -> datetime:
    """Return when the day begins in Sweden."""
    return datetime.combine(day, time.min, HERE).astimezone(UTC)
