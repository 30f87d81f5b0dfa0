"""Checks a username and password, within the limits on guessing."""

import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.methods.limits import Limits
from idp.methods.throttle import Blocked, Bucket, Throttle, ThrottleStores
from idp.people.directory import Barred, Directories, Locked, PasswordAnswer, Right, Unavailable, Wrong
from idp.people.username import canonical_username
from idp.policy.zones import Zones
from idp.signin.visit import Visit


class TrailStores(Protocol):
    """A unit of work that holds the audit trail."""

    @property
    def audit(self) -> Trail: ...


class AttemptStores(TrailStores, ThrottleStores, Protocol):
    """A unit of work that counts attempts and records them."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many attempts: nothing is judged until the moment given."""

    until: datetime


@dataclass(frozen=True, slots=True)
class PasswordStep:
    """Counts the attempt before the directory is asked, so that a thousand at once are no better than one at a time.

    Outside, the address is counted too; a whole office shares one. `secret` keys the hash by which the trail knows
    a name that was tried: what is typed there may be a password.
    """

    directories: Directories
    throttle: Throttle
    limits: Limits
    zones: Zones
    begin: Callable[[], AbstractContextManager[AttemptStores]]
    secret: bytes = field(repr=False)

    def check(
        self, visit: Visit, realm: str, username: str, password: str
    ) -> Right | Wrong | Barred | Unavailable | Wait:
        """Judge a username and password. A right one empties the account's count, an answer never given counts nothing.

        A locked account is answered as a wrong password: an unknown name would be told apart from it otherwise.
        """
        account, address = self._buckets(visit, realm, username)
        for bucket in (*address, account):
            taken = self.throttle.take(bucket, visit.now)
            if isinstance(taken, Blocked):
                with self.begin() as stores:
                    stores.audit.record(self._describe(visit, Tag.THROTTLED, realm, username, None))
                return Wait(taken.until)
        answer = self.directories.check_password(realm, username, password, visit.now)
        with self.begin() as stores:
            self._settle(stores, answer, account, address)
            stores.audit.record(self._describe(visit, tag_of(answer), realm, username, answer))
        return Wrong(answer.person_id) if isinstance(answer, Locked) else answer

    def _settle(
        self, stores: AttemptStores, answer: PasswordAnswer, account: Bucket, address: tuple[Bucket, ...]
    ) -> None:
        """Uncount what an answer does not count."""
        if isinstance(answer, Right | Barred):
            self.throttle.forgive_in(stores, account)
        if isinstance(answer, Unavailable):
            self.throttle.give_back_in(stores, account)
        if not isinstance(answer, Wrong | Locked):
            for bucket in address:
                self.throttle.give_back_in(stores, bucket)

    def _buckets(self, visit: Visit, realm: str, username: str) -> tuple[Bucket, tuple[Bucket, ...]]:
        """Return what counts the account, and what counts the address: nothing inside."""
        is_inside = self.zones.get(visit.zone).inside
        account = self.limits.password(realm, username, is_inside=is_inside)
        return account, () if is_inside else (self.limits.address(visit.placement.address),)

    def _describe(
        self, visit: Visit, tag: Tag, realm: str, username: str, answer: PasswordAnswer | None
    ) -> Event:
        """Return the attempt as it is recorded, in a unit of its own: it outlives whatever the page does next."""
        person_id = find_named(answer)
        outcome = type(answer).__name__.lower() if answer else "not judged"
        return Event(
            tag,
            visit.now,
            person_id=person_id,
            zone=visit.zone,
            address=visit.placement.address,
            outcome=outcome,
            details={"realm": realm}
            if person_id
            else {"realm": realm, "username_hash": self._hash(username)},
        )

    def _hash(self, username: str) -> str:
        named = canonical_username(username) or username
        return hmac.digest(self.secret, named.encode("utf-8", "surrogatepass"), "sha256").hex()[:32]


def tag_of(answer: PasswordAnswer) -> Tag:
    """Return the event that an answer is."""
    if isinstance(answer, Right | Barred):
        return Tag.PASSWORD_OK
    is_unknown = isinstance(answer, Wrong | Locked) and answer.person_id is None
    return Tag.PASSWORD_UNKNOWN_PERSON if is_unknown else Tag.PASSWORD_WRONG


def find_named(answer: PasswordAnswer | None) -> str | None:
    """Return the id of the person whose username was given, as far as the directory says."""
    if isinstance(answer, Right | Barred):
        return answer.person.person_id
    return answer.person_id if isinstance(answer, Wrong | Locked) else None
