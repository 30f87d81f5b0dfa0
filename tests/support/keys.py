"""People with passkeys and security keys, over a database."""

from typing import Any

from idp.methods.webauthn.challenge import Bond, Purpose
from idp.methods.webauthn.credential import Credential
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.authenticator import Authenticator
from tests.support.methods import MARIA, NOW, PARTY, build_keys

BROWSER = "b" * 64


def bond(purpose: Purpose, person: Person | None = None, **changes: Any) -> Bond:
    """Return what a challenge is tied to in one sign-in of one browser."""
    right = {"browser_hash": BROWSER, "place": "i1", "person_id": person.person_id if person else None}
    return Bond(purpose, **(right | changes))


def add_key(
    database: Database,
    authenticator: Authenticator,
    person: Person = MARIA,
    name: str = "Min nyckel",
    **changes: Any,
) -> Credential:
    """Add a credential of the authenticator to a person."""
    keys, tied = build_keys(database), bond(Purpose.ENROL, person)
    challenge_id, options = keys.ask(person, tied, NOW)
    sent = authenticator.make(options, **changes)
    added = keys.add(person, tied, challenge_id, sent, name, "sv", NOW)
    assert isinstance(added, Credential), added
    return added


def ring(**how: Any) -> Authenticator:
    """Return an empty authenticator in a browser at our origin."""
    return Authenticator(PARTY.origin, **how)
