"""Asks for an assertion and judges it: the challenge is used up first, the count moves on in one conditional write."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.methods.change import Change, ChangeKind
from idp.methods.telling import Telling, TellingStores
from idp.methods.webauthn.answer import Answer, read_answer
from idp.methods.webauthn.challenge import (
    CHALLENGE_BYTES,
    CHALLENGE_LIFE,
    Bond,
    Challenge,
    ChallengeStore,
    Purpose,
)
from idp.methods.webauthn.credential import KEY, PASSKEY, Credential, CredentialStore
from idp.methods.webauthn.outcome import Failed, Failure, Outcome, Proved
from idp.methods.webauthn.relying_party import Assertion, RelyingParty
from idp.people.person import Person


class AskingStores(TellingStores, Protocol):
    """A unit of work that holds challenges and credentials, and says what came of them."""

    @property
    def audit(self) -> Trail: ...

    @property
    def challenges(self) -> ChallengeStore: ...

    @property
    def credentials(self) -> CredentialStore: ...


@dataclass(frozen=True, slots=True)
class Asking:
    """Lets people prove that they hold a credential. Who may sign in with it is decided elsewhere."""

    begin: Callable[[], AbstractContextManager[AskingStores]]
    party: RelyingParty
    chance: Chance
    telling: Telling

    def ask(self, bond: Bond, now: datetime) -> tuple[str, dict[str, Any]]:
        """Return the id of a new challenge and the options for the browser.

        Somebody who is known is asked for one of their own credentials, anybody else for whatever they hold. A
        passkey must make sure of its owner; a key after the password need only be touched.
        """
        challenge = Challenge(
            self.chance.identifier(), bond, self.chance.secret_bytes(CHALLENGE_BYTES), now + CHALLENGE_LIFE
        )
        is_verifying = bond.purpose is Purpose.PASSKEY
        with self.begin() as stores:
            held = stores.credentials.list(bond.person_id) if bond.person_id else ()
            stores.challenges.add(challenge)
        usable = [one for one in held if one.is_passkey or not is_verifying]
        return challenge.challenge_id, self.party.ask_to_sign(
            challenge.challenge, usable, is_verifying=is_verifying
        )

    def find_owner(self, sent: str) -> str | None:
        """Return whose credential the answer names. It proves nothing: attempts are counted by it before they are judged."""
        answer = read_answer(sent)
        with self.begin() as stores:
            credential = stores.credentials.find_by_credential_id(answer.credential_id) if answer else None
        return credential.person_id if credential else None

    def judge(
        self, bond: Bond, challenge_id: str, sent: str, now: datetime, zone: str | None = None
    ) -> Outcome:
        """Judge an answer to a challenge, once. The caller has counted the attempt, and finds out who the person is."""
        answer = read_answer(sent)
        with self.begin() as stores:
            challenge = stores.challenges.consume(challenge_id, bond, now)
            held = stores.credentials.find_by_credential_id(answer.credential_id) if answer else None
            handle = stores.credentials.find_handle(held.person_id) if held else None
        outcome = self._verify(bond, challenge, answer, held, handle)
        if isinstance(outcome, Failed):
            self._record(bond, held, outcome, now, zone)
            return outcome
        credential, assertion = outcome
        return self._use(bond, credential, assertion, now, zone)

    def _verify(
        self,
        bond: Bond,
        challenge: bytes | None,
        answer: Answer | None,
        held: Credential | None,
        handle: bytes | None,
    ) -> Failed | tuple[Credential, Assertion]:
        """Return the credential and what it signed, or why that proves nothing. Without a credential nothing is proved."""
        if challenge is None:
            return Failed(Failure.EXPIRED)
        if answer is None:
            return Failed(Failure.UNFIT)
        if held is None:
            return Failed(Failure.UNKNOWN)
        if bond.person_id not in (None, held.person_id):
            return Failed(Failure.OTHER_PERSON)
        assertion = self.party.verify_assertion(answer, challenge, held)
        if assertion is None or assertion.can_sync is not held.made.can_sync:
            return Failed(Failure.UNFIT)
        says_who = assertion.user_handle is not None
        if (says_who or bond.person_id is None) and assertion.user_handle != handle:
            return Failed(Failure.UNFIT)
        is_sure = assertion.is_verified and held.made.is_verifying
        if bond.purpose is Purpose.PASSKEY and not is_sure:
            return Failed(Failure.NOT_MADE_SURE)
        return held, assertion

    def _use(
        self, bond: Bond, credential: Credential, assertion: Assertion, now: datetime, zone: str | None
    ) -> Outcome:
        """Record the use. A count that did not move on may come from a copy: nothing is proved."""
        made = credential.made
        with self.begin() as stores:
            has_advanced = stores.credentials.advance(
                credential.key_id, assertion.sign_count, is_synced=assertion.is_synced, now=now
            )
            if has_advanced:
                details = {"method": bond.purpose.value, "key_id": credential.key_id}
                if assertion.is_synced is not made.is_synced:
                    details["synced"] = "yes" if assertion.is_synced else "no"
                stores.audit.record(
                    Event(Tag.FACTOR_OK, now, person_id=credential.person_id, zone=zone, details=details)
                )
                is_sure = assertion.is_verified and made.is_verifying
                return Proved(credential, (KEY, PASSKEY) if is_sure else (KEY,))
        outcome = Failed(Failure.COUNT_WENT_BACK, copied=credential)
        self._record(bond, credential, outcome, now, zone)
        return outcome

    def _record(
        self, bond: Bond, held: Credential | None, failed: Failed, now: datetime, zone: str | None
    ) -> None:
        """Record what went wrong; whom it was about, only if they are known or held the credential."""
        is_count = failed.why is Failure.COUNT_WENT_BACK
        details = {"method": bond.purpose.value, "reason": failed.why.value}
        if held:
            details["key_id"] = held.key_id
        person_id = bond.person_id or (held.person_id if held else None)
        tag = Tag.PASSKEY_COUNT_WENT_BACK if is_count else Tag.FACTOR_WRONG
        with self.begin() as stores:
            stores.audit.record(Event(tag, now, person_id=person_id, zone=zone, details=details))

    def tell_of_copy(
        self, person: Person, credential: Credential, language: str, now: datetime, zone: str | None = None
    ) -> None:
        """Tell the owner that the count of their key went back."""
        with self.begin() as stores:
            change = Change(ChangeKind.KEY_REFUSED, credential.name, credential.key_id, zone)
            self.telling.tell(stores, person, change, language, now)
