"""A session: who signed in, what they proved, when and where, and until when it lives.

The browser holds an unguessable secret; the database holds its hash. `sid` is the session's public name for
relying parties (OpenID Connect Back-Channel Logout 1.0, section 2.1) and stays when the secret is rotated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AuthenticationEvent:
    """One factor proved: the method, the moment and the zone it was proved from."""

    method: str
    at: datetime
    zone: str


class End(StrEnum):
    """Why a session ended. `ELSEWHERE`: its owner ended it from another browser."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    TOO_OLD = "too_old"
    REPLACED = "replaced"
    REVOKED = "revoked"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Session:
    """One person's signed-in time in one browser.

    `zone` is where the latest request came from, `previous_zone` where the one before it did. `device` is a rough
    word for the browser it was begun in.
    """

    sid: str
    person_id: str
    realm: str
    events: tuple[AuthenticationEvent, ...]
    zone: str
    started_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    previous_zone: str | None = None
    device: str = ""

    @property
    def has_moved(self) -> bool:
        """Say whether the latest request came from another zone than the one before it."""
        return self.previous_zone not in (None, self.zone)


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long a session lives: without activity, and at all."""

    idle: timedelta = timedelta(minutes=15)
    absolute: timedelta = timedelta(hours=10)

    def expires_at(self, session: Session) -> datetime:
        """Return when the session ends if nothing more happens."""
        return min(session.last_seen_at + self.idle, session.ends_at)

    def why_ended(self, session: Session, now: datetime) -> End | None:
        """Return the reason time gives for the session's end, None while it lives."""
        if now >= session.ends_at:
            return End.TOO_OLD
        return End.IDLE if now - session.last_seen_at > self.idle else None


class SessionStore(Protocol):
    """Where sessions are kept. `secret_hash` is the SHA-256 of the browser's secret, in hex."""

    def add(self, session: Session, secret_hash: str) -> None:
        """Store a new session."""
        ...

    def touch(self, secret_hash: str, now: datetime, idle: timedelta, zone: str) -> Session | None:
        """Record activity and where it came from; return the session, or None when no live one has this secret.

        One conditional UPDATE: it judges the idle and the absolute end, and revives nothing.
        """
        ...

    def find_live(self, secret_hash: str, now: datetime, idle: timedelta) -> Session | None:
        """Return the live session with this secret without recording activity."""
        ...

    def find_by_sid(self, sid: str, now: datetime, idle: timedelta) -> Session | None:
        """Return the live session with this public name without recording activity."""
        ...

    def find_end(self, secret_hash: str, now: datetime, idle: timedelta) -> End | None:
        """Say why the session with this secret is no longer alive; None when it lives or is unknown."""
        ...

    def prove(
        self, sid: str, old_secret_hash: str, new_secret_hash: str, *events: AuthenticationEvent
    ) -> Session | None:
        """Add what was just proved and replace the secret in one conditional UPDATE; None when the old secret is gone.

        The newest event of each method is kept.
        """
        ...

    def end(self, sids: Sequence[str], now: datetime, why: End) -> frozenset[str]:
        """End the sessions; return the sids of those that had not ended already."""
        ...

    def list_live(self, person_id: str, now: datetime, idle: timedelta) -> tuple[Session, ...]:
        """Return the person's live sessions, newest first."""
        ...

    def list_signed_in(self, now: datetime, idle: timedelta) -> tuple[str, ...]:
        """Return the ids of everybody who has a live session, each once."""
        ...

    def add_client(self, sid: str, client_id: str, now: datetime) -> bool:
        """Remember that a relying party took part in the session; True the first time."""
        ...

    def part(self, client_id: str, now: datetime, idle: timedelta) -> tuple[Session, ...]:
        """Forget where a relying party takes part, in one DELETE; return those of the sessions that are alive.

        Of two callers only one gets each session.
        """
        ...

    def list_clients(self, sids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the client ids of the relying parties that took part in each session."""
        ...
