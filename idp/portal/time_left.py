"""How long a session has left, as the pages and the warning need it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from idp.sessions.session import Lifetimes, Session


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Whole seconds until the session ends and until the warning is due, never below zero.

    `can_extend` is False when the end that comes first is the absolute one: activity does not move it.
    """

    seconds: int
    warns_in_seconds: int
    can_extend: bool

    @property
    def minutes(self) -> int:
        """Whole minutes until the session ends."""
        return self.seconds // 60

    @property
    def is_ending(self) -> bool:
        """Say whether the warning is due."""
        return self.warns_in_seconds == 0

    def to_json(self) -> dict[str, int | bool]:
        """Return what session.js reads, from the page and from GET /session."""
        return {
            "is_signed_in": True,
            "expires_in": self.seconds,
            "warns_in": self.warns_in_seconds,
            "can_extend": self.can_extend,
        }


def measure_time_left(session: Session, lifetimes: Lifetimes, warning: timedelta, now: datetime) -> TimeLeft:
    """Return what is left of the session at `now` if nothing more happens.

    Seconds are rounded down: a page that says one second more than the server grants would be wrong.
    """
    ends_at = lifetimes.expires_at(session)
    seconds = max(0, floor((ends_at - now).total_seconds()))
    return TimeLeft(
        seconds=seconds,
        warns_in_seconds=max(0, seconds - floor(warning.total_seconds())),
        can_extend=ends_at < session.ends_at,
    )
