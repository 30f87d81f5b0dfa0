"""A person's own passkeys and security keys: added by a ceremony of their own, renamed and removed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.methods.change import Change, ChangeKind
from idp.methods.telling import Telling
from idp.methods.webauthn.answer import read_answer
from idp.methods.webauthn.asking import AskingStores
from idp.methods.webauthn.challenge import CHALLENGE_BYTES, CHALLENGE_LIFE, Bond, Challenge
from idp.methods.webauthn.credential import Credential
from idp.methods.webauthn.relying_party import RelyingParty
from idp.people.person import Person

HANDLE_BYTES: Final = 32
"""A person's handle in authenticators: random, so that a found key says nothing of its owner (WebAuthn, 14.6.1)."""


class NotAdded(StrEnum):
    """Why a credential was not added."""

    EXPIRED = "expired"
    TAKEN = "taken"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Keys:
    """Adds, lists, renames and removes credentials. Whether the person may is decided before, by the policy."""

    begin: Callable[[], AbstractContextManager[AskingStores]]
    party: RelyingParty
    chance: Chance
    telling: Telling

    def ask(self, person: Person, bond: Bond, now: datetime) -> tuple[str, dict[str, Any]]:
        """Return the id of a new challenge and the options for the browser. Nothing of the person changes before `add`."""
        challenge = Challenge(
            self.chance.identifier(), bond, self.chance.secret_bytes(CHALLENGE_BYTES), now + CHALLENGE_LIFE
        )
        with self.begin() as stores:
            handle = stores.credentials.get_handle(person.person_id, self.chance.secret_bytes(HANDLE_BYTES))
            held = stores.credentials.list(person.person_id)
            stores.challenges.add(challenge)
        return challenge.challenge_id, self.party.ask_to_enrol(
            challenge.challenge, handle, person.username, person.name, held
        )

    def add(
        self,
        person: Person,
        bond: Bond,
        challenge_id: str,
        sent: str,
        name: str,
        language: str,
        now: datetime,
        zone: str | None = None,
    ) -> Credential | NotAdded:
        """Add the credential that answers the challenge, and tell its owner. `name` has passed `read_device_name`.

        The challenge is used up whatever comes of it.
        """
        answer = read_answer(sent)
        with self.begin() as stores:
            challenge = stores.challenges.consume(challenge_id, bond, now)
        if challenge is None:
            return NotAdded.EXPIRED
        made = self.party.verify_enrolment(answer, challenge) if answer else None
        if made is None:
            return NotAdded.UNFIT
        credential = Credential(self.chance.identifier(), person.person_id, name, made, now)
        with self.begin() as stores:
            if not stores.credentials.add(credential):
                return NotAdded.TAKEN
            self._record(stores, Tag.PASSKEY_ADDED, credential, now, zone)
            change = Change(ChangeKind.KEY_ADDED, name, credential.key_id, zone)
            self.telling.tell(stores, person, change, language, now)
        return credential

    def list(self, person_id: str) -> tuple[Credential, ...]:
        """Return the person's credentials, oldest first."""
        with self.begin() as stores:
            return stores.credentials.list(person_id)

    def has_name(self, person_id: str, name: str) -> bool:
        """Say whether one of the person's credentials has this name, in small letters or large."""
        return any(one.name.casefold() == name.casefold() for one in self.list(person_id))

    def rename(self, person: Person, key_id: str, name: str, now: datetime) -> bool:
        """Give the credential another name, which has passed `read_device_name`; False when gone or the name is taken."""
        with self.begin() as stores:
            if not stores.credentials.rename(person.person_id, key_id, name):
                return False
            details = {"key_id": key_id}
            stores.audit.record(Event(Tag.PASSKEY_RENAMED, now, person_id=person.person_id, details=details))
        return True

    def remove(
        self, person: Person, key_id: str, language: str, now: datetime, zone: str | None = None
    ) -> bool:
        """Forget the credential and tell its owner; False when it is gone already."""
        with self.begin() as stores:
            credential = stores.credentials.find(person.person_id, key_id)
            if credential is None or not stores.credentials.remove(person.person_id, key_id):
                return False
            self._record(stores, Tag.PASSKEY_REMOVED, credential, now, zone)
            change = Change(ChangeKind.KEY_REMOVED, credential.name, zone=zone)
            self.telling.tell(stores, person, change, language, now)
        return True

    def _record(
        self, stores: AskingStores, tag: Tag, credential: Credential, now: datetime, zone: str | None
    ) -> None:
        made = credential.made
        details = {
            "key_id": credential.key_id,
            "aaguid": made.aaguid,
            "synced": "yes" if made.is_synced else "no",
            "made_sure": "yes" if made.is_verifying else "no",
        }
        stores.audit.record(Event(tag, now, person_id=credential.person_id, zone=zone, details=details))
