"""Who is signed in here. Rows on the server, so that time, a person or a logout token can end them."""

import hashlib
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from .assurance import Assurance
from .database import Database

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)

SCHEMA = """
CREATE TABLE IF NOT EXISTS session (
    token_hash TEXT PRIMARY KEY,
    sub        TEXT NOT NULL,
    sid        TEXT NOT NULL,
    username   TEXT NOT NULL,
    name       TEXT NOT NULL,
    level      TEXT NOT NULL,
    zone       TEXT NOT NULL,
    id_token   TEXT NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    closes_at  INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS session_by_sub ON session (sub, sid);
"""


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser. `id_token` is kept only as the hint that sign-out sends back to the provider."""

    sub: str
    sid: str
    username: str
    name: str
    assurance: Assurance
    id_token: str
    seen_at: datetime
    expires_at: datetime
    closes_at: datetime | None = None
    """When the service itself closes, as the provider said at sign-in; None when that is far away."""

    @property
    def ends_at(self) -> datetime:
        """The moment it ends if nothing more happens."""
        ends = min(self.seen_at + IDLE, self.expires_at)
        return min(ends, self.closes_at) if self.closes_at else ends


class Ended(StrEnum):
    """Why a cookie no longer opens anything; the value is the key of the page that says so."""

    IDLE = "ended_idle"
    TOO_LONG = "ended_too_long"
    ELSEWHERE = "ended_elsewhere"
    CLOSED = "ended_closed"


class SessionStore:
    """Starts, finds and ends sessions. Only a hash of the cookie's token is stored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self,
        claims: Mapping[str, Any],
        assurance: Assurance,
        id_token: str,
        now: datetime,
        closes_at: datetime | None = None,
    ) -> str:
        """Store a new session for the person in `claims` and return its token, which is never issued twice."""
        token, sub = secrets.token_urlsafe(32), claims["sub"]
        username = claims.get("preferred_username", "")
        seen_at, expires_at = int(now.timestamp()), int((now + LONGEST).timestamp())
        row = (_hash(token), sub, claims.get("sid", ""), username, claims.get("name", username))
        with self._database.write() as connection:
            connection.execute("DELETE FROM session WHERE expires_at <= ?", (seen_at,))
            connection.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *row,
                    assurance.level,
                    assurance.zone,
                    id_token,
                    seen_at,
                    expires_at,
                    int(closes_at.timestamp()) if closes_at else None,
                ),
            )
        return token

    def find(self, token: str, now: datetime) -> Session | Ended:
        """Return the living session, or why there is none. Looking is not activity: see touch."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM session WHERE token_hash = ?", (_hash(token),)).fetchone()
        if row is None:
            return Ended.ELSEWHERE
        session = _record(row)
        if session.closes_at and now >= session.closes_at:
            return Ended.CLOSED
        if now >= session.expires_at:
            return Ended.TOO_LONG
        return session if now <= session.ends_at else Ended.IDLE

    def touch(self, token: str, now: datetime) -> None:
        """Note that the person did something; the fifteen minutes begin again."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE session SET seen_at = ? WHERE token_hash = ?", (int(now.timestamp()), _hash(token))
            )

    def end(self, token: str) -> None:
        """End this browser's session; nothing happens if it is gone already."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM session WHERE token_hash = ?", (_hash(token),))


def end_sessions(connection: sqlite3.Connection, sub: str | None, sid: str | None) -> int:
    """End every session of `sub` or, narrower, of `sid`; return how many ended. With neither, none does."""
    if sub is None and sid is None:
        return 0
    return connection.execute(
        "DELETE FROM session WHERE sub = coalesce(?, sub) AND sid = coalesce(?, sid)", (sub, sid)
    ).rowcount


def _record(row: sqlite3.Row) -> Session:
    return Session(
        sub=row["sub"],
        sid=row["sid"],
        username=row["username"],
        name=row["name"],
        assurance=Assurance(row["level"], row["zone"]),
        id_token=row["id_token"],
        seen_at=datetime.fromtimestamp(row["seen_at"], UTC),
        expires_at=datetime.fromtimestamp(row["expires_at"], UTC),
        closes_at=datetime.fromtimestamp(row["closes_at"], UTC) if row["closes_at"] else None,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
