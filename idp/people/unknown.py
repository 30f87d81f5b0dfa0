"""Stands for somebody whom the directory cannot tell us about just now."""

from datetime import datetime

from idp.people.person import Person


def build_unknown(person_id: str, realm: str, now: datetime) -> Person:
    """Return a person of whom nothing is known but that they signed in: without a group, the policy lets them in nowhere."""
    return Person(
        person_id=person_id,
        realm=realm,
        username="",
        name="",
        given_name="",
        family_name="",
        email=None,
        groups=frozenset(),
        unit="",
        title="",
        is_active=False,
        is_protected=False,
        expires_at=None,
        updated_at=now,
    )
