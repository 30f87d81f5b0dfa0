"""Counts attempts before they are judged, so that a flood of guesses at once is no better than one at a time."""

import hmac
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

DOUBLINGS = 4
"""How often the wait doubles: 15 minutes become 30, 60, 120 and at most 240."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is counted together, how much of it there may be within `window`, and how long a full bucket stays full.

    With `doubles`, each time it fills up the wait is twice as long as before.
    """

    kind: str
    subject: tuple[str, ...] = field(repr=False)
    limit: int
    window: timedelta
    wait: timedelta
    doubles: bool = True

    def waits(self) -> tuple[timedelta, ...]:
        """Return how long a full bucket stays full, the first time, the second and so on; the last repeats."""
        if not self.doubles:
            return (self.wait,)
        return tuple(self.wait * 2**times for times in range(DOUBLINGS + 1))


@dataclass(frozen=True, slots=True)
class Allowed:
    """The attempt may be judged; `left` more may follow before a wait."""

    left: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """Too many attempts: nothing is judged until the moment given."""

    until: datetime


class ThrottleStore(Protocol):
    """Where attempts are counted. `key` is a keyed hash and names nobody."""

    def take(
        self, key: str, now: datetime, limit: int, window: timedelta, waits: tuple[timedelta, ...]
    ) -> int | None:
        """Count one attempt in one conditional upsert; return the count, or None when the bucket is full."""
        ...

    def find_end(self, key: str) -> datetime | None:
        """Return when the bucket empties; None when there is none."""
        ...

    def find_full(self, key: str, limit: int, now: datetime) -> datetime | None:
        """Return until when nothing more is taken, without counting anything; None when something is."""
        ...

    def give_back(self, key: str) -> None:
        """Uncount one attempt."""
        ...

    def forgive(self, key: str) -> None:
        """Empty the bucket."""
        ...


class ThrottleStores(Protocol):
    """A unit of work that counts attempts."""

    @property
    def throttle(self) -> ThrottleStore: ...


@dataclass(frozen=True, slots=True)
class Throttle:
    """Counts in units of its own, so that a failed attempt outlives the refusal it leads to.

    `secret` keys the hash of what is counted: the table names neither people nor addresses.
    """

    begin: Callable[[], AbstractContextManager[ThrottleStores]]
    secret: bytes = field(repr=False)

    def take(self, bucket: Bucket, now: datetime) -> Allowed | Blocked:
        """Count one attempt before it is judged. Two hundred at once against a limit of ten let ten through."""
        key = self._key(bucket)
        with self.begin() as stores:
            count = stores.throttle.take(key, now, bucket.limit, bucket.window, bucket.waits())
            if count is not None:
                return Allowed(bucket.limit - count)
            return Blocked(stores.throttle.find_end(key) or now + bucket.wait)

    def take_all(self, buckets: Sequence[Bucket], now: datetime) -> Blocked | None:
        """Count one attempt in every bucket; when one is full, say until when, and leave the others as they were."""
        for number, bucket in enumerate(buckets):
            taken = self.take(bucket, now)
            if isinstance(taken, Blocked):
                for earlier in buckets[:number]:
                    self.give_back(earlier)
                return taken
        return None

    def give_back(self, bucket: Bucket) -> None:
        """Uncount an attempt that turned out right."""
        with self.begin() as stores:
            self.give_back_in(stores, bucket)

    def give_back_in(self, stores: ThrottleStores, bucket: Bucket) -> None:
        """Uncount an attempt in a unit of work that does more."""
        stores.throttle.give_back(self._key(bucket))

    def forgive(self, bucket: Bucket) -> None:
        """Empty the bucket: the person has shown who they are."""
        with self.begin() as stores:
            stores.throttle.forgive(self._key(bucket))

    def find_block(self, stores: ThrottleStores, bucket: Bucket, now: datetime) -> datetime | None:
        """Return until when the bucket takes nothing; None while it does. Nothing is counted."""
        return stores.throttle.find_full(self._key(bucket), bucket.limit, now)

    def forgive_in(self, stores: ThrottleStores, bucket: Bucket) -> None:
        """Empty the bucket in a unit of work that does more: somebody else has made sure of the person."""
        stores.throttle.forgive(self._key(bucket))

    def _key(self, bucket: Bucket) -> str:
        named = "\x1f".join((bucket.kind, *bucket.subject))
        return hmac.digest(self.secret, named.encode("utf-8", "surrogatepass"), "sha256").hex()
