"""Turns a directory's entry into a person."""

import re
from datetime import datetime
from typing import Final

from idp.config.sections.directories import Directory
from idp.people.identity_number import BadIdentityNumber, read_coordination_number, read_personal_number
from idp.people.ldap.entry import Entry
from idp.people.ldap.standing import read_standing
from idp.people.person import CoordinationLevel, Person

ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+")
NOT_PROTECTED: Final = frozenset({"", "0", "false", "no", "nej"})
LEVELS: Final[tuple[CoordinationLevel, ...]] = ("confirmed", "probable", "uncertain")


def read_person(
    entry: Entry, groups: frozenset[str], settings: Directory, *, realm: str, person_id: str, now: datetime
) -> Person:
    """Return the person; what their entry lacks, or holds in a form that cannot be used, is left out."""
    mapped, username = settings.attributes, entry.text(settings.attributes.username) or ""
    given, family = entry.text(mapped.given_name) or "", entry.text(mapped.family_name) or ""
    standing = read_standing(entry, settings.password_days)
    personal_number, coordination_number = read_numbers(entry.text(mapped.personal_number))
    return Person(
        person_id=person_id,
        realm=realm,
        username=username,
        name=entry.text(mapped.name) or f"{given} {family}".strip() or username,
        given_name=given,
        family_name=family,
        email=read_address(entry.text(mapped.email)),
        groups=groups,
        unit=entry.text(mapped.unit) or "",
        title=entry.text(mapped.title) or "",
        is_active=standing.is_enabled and (standing.expires_at is None or now < standing.expires_at),
        is_protected=(entry.text(mapped.protected) or "").lower() not in NOT_PROTECTED,
        expires_at=standing.expires_at,
        updated_at=standing.changed_at or now,
        personal_number=personal_number,
        coordination_number=coordination_number,
        coordination_level=read_level(entry.text(mapped.coordination_level)) if coordination_number else None,
        employee_id=entry.text(mapped.employee_id),
        alias=entry.text(mapped.alias),
        password_expires_at=standing.password_expires_at,
    )


def read_address(written: str | None) -> str | None:
    """Return a mail address; None for what is none."""
    return written if written and ADDRESS.fullmatch(written) else None


def read_numbers(written: str | None) -> tuple[str | None, str | None]:
    """Return a personal number or a coordination number, twelve digits, in its place; neither for anything else."""
    try:
        return read_personal_number(written or ""), None
    except BadIdentityNumber:
        pass
    try:
        return None, read_coordination_number(written or "")
    except BadIdentityNumber:
        return None, None


def read_level(written: str | None) -> CoordinationLevel | None:
    """Return how well the holder is known; None for a word that is not one of the three."""
    return next((level for level in LEVELS if level == (written or "").lower()), None)
