"""Waits a moment for news, so that the next page can tell it, and never long: whoever waits holds a thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Final

PAUSES: Final = (0.05, 0.05, 0.1, 0.15, 0.25, 0.35, 0.5, 0.55)
"""Seconds between two looks: two in all, and most gateways answer before the fourth."""


@dataclass(frozen=True, slots=True)
class Patience:
    """At most `seats` requests of a process wait at once; the others go on and let the page look again.

    A gateway that is slow for everybody would otherwise hold every thread, and nobody could even open a page.
    """

    pause: Callable[[float], object]
    seats: BoundedSemaphore
    pauses: tuple[float, ...] = field(default=PAUSES)

    def wait_for(self, is_known: Callable[[], bool]) -> None:
        """Look until it is known, for two seconds at most."""
        if not self.seats.acquire(blocking=False):
            return
        try:
            for seconds in self.pauses:
                if is_known():
                    return
                self.pause(seconds)
        finally:
            self.seats.release()


def build_patience(threads: int, pause: Callable[[float], object]) -> Patience:
    """Return the patience of a process with so many threads: half of them, at least one, stay free of waiting."""
    return Patience(pause, BoundedSemaphore(max(1, threads // 2)))
