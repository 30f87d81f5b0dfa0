"""Fetches what clients publish: their keys, request objects and sector documents. Cached, bounded, one at a time.

Anybody who knows a client_id can make the provider look for a key that is not there, so a document is asked for
again after twenty seconds at the earliest, whether the last attempt brought it or not; what a registration stands by,
at once. Never call it inside a unit of work: the other side may take five seconds.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock
from typing import Final, Protocol

from idp.delivery.fetch import Answer, FetchFailed

LIFE: Final = timedelta(minutes=10)
"""How long a copy is good when nobody asks for a fresher one."""

FRESH: Final = timedelta(seconds=20)
"""How old a copy is at most when a fresher one is asked for; also how long a failure is remembered."""

AT_ONCE: Final = timedelta(milliseconds=100)
"""How old a copy is at most when a registration stands or falls by it: those who ask together share one."""

MOST_DOCUMENTS: Final = 256
MOST_AT_ONCE: Final = 3
"""Fetches under way: the other threads go on answering people."""

WAIT_SECONDS: Final = 6.0
"""How long a caller waits for somebody else's fetch of the same document."""


class Getter(Protocol):
    """What goes out: `idp.delivery.fetch.Fetcher`."""

    def get(self, url: str, accept: str = "application/json") -> Answer:
        """Return the answer, whatever its status; raise FetchFailed when there is none."""
        ...


class Nowhere:
    """Reaches nothing."""

    def get(self, url: str, accept: str = "application/json") -> Answer:  # noqa: ARG002 - the Protocol's signature
        raise FetchFailed("forbidden_url")


@dataclass(slots=True)
class Copy:
    """The last good copy of a document, when it came, and how the last attempt to get it ended."""

    body: bytes | None = field(default=None, repr=False)
    fetched_at: datetime | None = None
    tried_at: datetime | None = None
    reason: str = ""
    lock: Lock = field(default_factory=Lock, repr=False)

    def is_younger(self, age: timedelta, now: datetime) -> bool:
        """Say whether there is a copy, younger than this."""
        return self.body is not None and self.fetched_at is not None and now - self.fetched_at < age

    def was_tried(self, age: timedelta, now: datetime) -> bool:
        """Say whether the last attempt was made so lately that another must wait: 20 seconds at most."""
        return self.tried_at is not None and now - self.tried_at < min(age, FRESH)

    def read(self, oldest: timedelta, now: datetime) -> bytes:
        """Return the copy; raise FetchFailed with the last attempt's reason when there is none that is good."""
        if self.body is None or not self.is_younger(oldest, now):
            raise FetchFailed(self.reason or "busy")
        return self.body


@dataclass(slots=True)
class Outbound:
    """Gets documents by their URL and keeps the 256 that were asked for last."""

    getter: Getter = field(default_factory=Nowhere)
    _copies: OrderedDict[str, Copy] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _slots: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_AT_ONCE), repr=False)

    def get(
        self,
        url: str,
        now: datetime,
        *,
        max_age: timedelta = LIFE,
        oldest: timedelta = LIFE,
        accept: str = "application/json",
    ) -> bytes:
        """Return the document at an https URL, at most 64 KiB, from a copy no older than `max_age` if there is one.

        It is asked for again as often as `max_age` says, and after twenty seconds in any case; where that
        brings nothing, the copy must do until it is `oldest`. Raises FetchFailed when
        the URL is forbidden, no whole document came in five seconds, or the answer was not 200. Another fragment is
        another document, though no server hears of it: so a client names a new one at the same address.
        """
        if not url.startswith("https://"):
            raise FetchFailed("forbidden_url")
        copy = self._find(url)
        if copy.is_younger(max_age, now):
            return copy.read(oldest, now)
        if not copy.lock.acquire(timeout=WAIT_SECONDS):
            raise FetchFailed("busy")
        try:
            if not copy.is_younger(max_age, now) and not copy.was_tried(max_age, now):
                self._fetch(copy, url.partition("#")[0], now, accept)
            return copy.read(oldest, now)
        finally:
            copy.lock.release()

    def _find(self, url: str) -> Copy:
        """Return the entry of the URL; the one that was asked for longest ago makes room for a new one."""
        with self._lock:
            copy = self._copies.setdefault(url, Copy())
            self._copies.move_to_end(url)
            while len(self._copies) > MOST_DOCUMENTS:
                self._copies.popitem(last=False)
            return copy

    def _fetch(self, copy: Copy, url: str, now: datetime, accept: str) -> None:
        """Fetch the document into its entry; a failure leaves the older copy as it was."""
        if not self._slots.acquire(blocking=False):
            copy.reason = "busy"
            return
        copy.tried_at = now
        try:
            answer = self.getter.get(url, accept)
            if answer.status != 200:
                raise FetchFailed(f"http_{answer.status}")
            copy.body, copy.fetched_at = answer.body, now
        except FetchFailed as failure:
            copy.reason = failure.reason
        finally:
            self._slots.release()
