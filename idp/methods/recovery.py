"""Recovery codes: ten codes on paper, each good once, for the day the phone is lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.methods.attempt import Attempt, Rejected, Rejection, Verified
from idp.methods.change import Change, ChangeKind
from idp.methods.code import read_code
from idp.methods.code_hash import hash_code
from idp.methods.recovery_code import RecoverySet, RecoveryStore
from idp.methods.telling import Telling, TellingStores
from idp.people.person import Person

RECOVERY: Final = "recovery"

CODES: Final = 10
LENGTH: Final = 15
"""Characters of a code: 71 random bits."""

GROUP: Final = 5
FEW: Final = 3
"""With so few left, the person is reminded to make new ones."""

MOST_CHARACTERS: Final = 64
"""Longer than a code with whatever people put between its characters."""


class RecoveryStores(TellingStores, Protocol):
    """A unit of work that holds recovery codes and tells their owner of changes."""

    @property
    def audit(self) -> Trail: ...

    @property
    def recovery(self) -> RecoveryStore: ...


@dataclass(frozen=True, slots=True)
class RecoveryCodes:
    """Makes and judges recovery codes. Whether the person may make them is decided before, by the policy.

    `secret` keys the hash, which is bound to the person: a code copied to another's row is not theirs.
    """

    begin: Callable[[], AbstractContextManager[RecoveryStores]]
    chance: Chance
    telling: Telling
    secret: bytes = field(repr=False)

    def make(self, person: Person, language: str, now: datetime, zone: str | None = None) -> tuple[str, ...]:
        """Return ten new codes in groups, to be shown once; those before are no longer good. The person is told."""
        codes = tuple(self.chance.code(LENGTH) for _ in range(CODES))
        hashes = [hash_code(self.secret, person.person_id, code) for code in codes]
        with self.begin() as stores:
            stores.recovery.replace(person.person_id, hashes, now)
            stores.audit.record(Event(Tag.RECOVERY_MADE, now, person_id=person.person_id, zone=zone))
            self.telling.tell(stores, person, Change(ChangeKind.RECOVERY_MADE, zone=zone), language, now)
        return tuple(map(group_recovery_code, codes))

    def verify(
        self, person: Person, typed: str, language: str, now: datetime, zone: str | None = None
    ) -> Attempt:
        """Judge a code and use it up if it is right; the person is told that one was used.

        The caller counts the attempt against the person's second-factor limit first.
        """
        person_id = person.person_id
        guess = hash_code(self.secret, person_id, read_code(typed[:MOST_CHARACTERS]))
        with self.begin() as stores:
            attempt: Attempt = Verified(RECOVERY)
            if stores.recovery.consume(person_id, guess, now):
                tag = Tag.RECOVERY_USED
                left = stores.recovery.count(person_id).left
                change = Change(ChangeKind.RECOVERY_USED, str(left), zone=zone)
                self.telling.tell(stores, person, change, language, now)
            elif stores.recovery.is_used(person_id, guess):
                tag, attempt = Tag.FACTOR_REUSED, Rejected(Rejection.USED)
            else:
                tag, attempt = Tag.FACTOR_WRONG, Rejected(Rejection.WRONG)
            stores.audit.record(Event(tag, now, person_id=person_id, zone=zone, details={"method": RECOVERY}))
        return attempt

    def count(self, person_id: str) -> RecoverySet:
        """Return how many codes the person has left."""
        with self.begin() as stores:
            return stores.recovery.count(person_id)


def group_recovery_code(code: str) -> str:
    """Return the code in groups of five, as it is written down."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
