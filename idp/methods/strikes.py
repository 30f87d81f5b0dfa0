"""Counts failures by address in this process's memory, so that whoever fails again and again costs nothing but that."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final

MOST: Final = 20
"""Failures one address may have within a minute."""

WINDOW: Final = timedelta(minutes=1)

MOST_ADDRESSES: Final = 10_000
"""Addresses remembered; the one that began longest ago is forgotten for another."""


class Strikes:
    """The failures of each address since it began to fail. An address is what `group_address` makes of it."""

    def __init__(self, most: int = MOST, window: timedelta = WINDOW) -> None:
        self._most = most
        self._window = window
        self._counts: dict[str, tuple[datetime, int]] = {}
        self._lock = Lock()

    def is_out(self, address: str, now: datetime) -> bool:
        """Say whether the address has failed too often lately."""
        began, count = self._counts.get(address, (now, 0))
        return count >= self._most and now - began < self._window

    def add(self, address: str, now: datetime) -> None:
        """Count one failure; a window that is over begins anew."""
        with self._lock:
            began, count = self._counts.pop(address, (now, 0))
            self._counts[address] = (began, count + 1) if now - began < self._window else (now, 1)
            if len(self._counts) > MOST_ADDRESSES:
                del self._counts[next(iter(self._counts))]
