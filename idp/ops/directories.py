"""The municipality's directories as the command line sees them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.sections.directories import Directory
from idp.config.settings import Config
from idp.ops.stop import Stop
from idp.people.directory import DirectoryUnavailable
from idp.people.ldap.opening import NO_LIBRARY, BadDirectory
from idp.people.person import Person
from idp.people.protection import disguise
from idp.people.realms import REALMS
from idp.storage.unit_of_work import Database
from idp.wiring import build_directories

if TYPE_CHECKING:
    from idp.people.ldap.probe import Tried


def try_directory(realm: str, settings: Directory) -> "Iterator[Tried]":
    """Yield how each server of a realm did; nothing for our own. Stops when python-ldap is missing."""
    if settings.kind == "local":
        return
    try:
        from idp.people.ldap.probe import probe  # noqa: PLC0415 - python-ldap is an extra
    except ModuleNotFoundError:
        raise Stop(f"directories.{realm} {NO_LIBRARY}") from None
    yield from probe(settings)


def look_up(config: Config, database: Database, realm: str, username: str) -> Person | None:
    """Return the person as their directory knows them now; stop when it does not answer."""
    try:
        directories = build_directories(config, database, SystemChance())
        return directories.find_named(realm, username, system_clock())
    except BadDirectory as problem:
        raise Stop(str(problem)) from None
    except DirectoryUnavailable as problem:
        raise Stop(f"the directory does not answer: {problem.detail}; see: python -m idp check") from None


def find_owners(config: Config, database: Database, named: Sequence[str]) -> tuple[str, ...]:
    """Return the person_ids of people named as REALM/USERNAME; stop at one that no directory knows."""
    found = []
    for one in named:
        realm, mark, username = one.partition("/")
        if not mark or realm not in REALMS:
            raise Stop(f"--owner {one!r}: write REALM/USERNAME, the realm being one of {', '.join(REALMS)}")
        person = look_up(config, database, realm, username)
        if person is None:
            raise Stop(f"--owner {one!r}: nobody in {realm} has that username")
        found.append(person.person_id)
    return tuple(dict.fromkeys(found))


def describe(person: Person) -> dict[str, str]:
    """Return what is known of a person, as words; of a personal number only that there is one.

    Of a protected person it is what others may know, beside the username that was asked for: a terminal is read over
    the shoulder and pasted into tickets.
    """
    shown = disguise(person)
    return {
        "id": person.person_id,
        "realm": person.realm,
        "username": person.username,
        "name": shown.name or "–",
        "given name": shown.given_name or "–",
        "family name": shown.family_name or "–",
        "email": shown.email or "–",
        "unit": shown.unit or "–",
        "title": shown.title or "–",
        "groups": " ".join(sorted(person.groups)) or "–",
        "active": yes_or_no(person.is_active),
        "account ends": tell(person.expires_at),
        "password ends": tell(person.password_expires_at),
        "protected identity": yes_or_no(person.is_protected),
        "alias": person.alias or "–",
        "employment": person.employee_id or "–",
        "personal number": yes_or_no(person.personal_number is not None),
        "coordination number": yes_or_no(person.coordination_number is not None),
    }


def yes_or_no(is_so: bool) -> str:
    """Return an answer as a word."""
    return "yes" if is_so else "no"


def tell(moment: datetime | None) -> str:
    """Return a moment to the minute, in UTC; a dash for never."""
    return moment.strftime("%Y-%m-%d %H:%M UTC") if moment else "–"
