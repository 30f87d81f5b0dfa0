"""Sign-ins under way: what the application must remember between leaving for the provider and coming back.

Each has its own row and its own cookie. Two tabs, or twenty restored at once, can therefore never overwrite each other.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from .assurance import Rule
from .database import Database

LIFE = timedelta(hours=1)

SCHEMA = """
CREATE TABLE IF NOT EXISTS pending (
    state          TEXT PRIMARY KEY,
    browser_hash   TEXT NOT NULL,
    nonce          TEXT NOT NULL,
    code_verifier  TEXT NOT NULL,
    target         TEXT NOT NULL,
    needed_inside  TEXT NOT NULL,
    needed_outside TEXT NOT NULL,
    expires_at     INTEGER NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """One sign-in under way: the secrets of its request, the page it is for and the rule that page demands."""

    state: str
    nonce: str
    code_verifier: str
    target: str
    rule: Rule


class PendingStore:
    """Remembers sign-ins under way for an hour and gives each back once, to the browser that began it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, pending: Pending, now: datetime) -> str:
        """Store `pending` and return the secret that the browser must bring back in a cookie."""
        browser = secrets.token_urlsafe(32)
        with self._database.write() as connection:
            connection.execute("DELETE FROM pending WHERE expires_at <= ?", (int(now.timestamp()),))
            connection.execute(
                "INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    pending.state,
                    _hash(browser),
                    pending.nonce,
                    pending.code_verifier,
                    pending.target,
                    pending.rule.inside,
                    pending.rule.outside,
                    int((now + LIFE).timestamp()),
                ),
            )
        return browser

    def consume(self, state: str, browser: str, now: datetime) -> Pending | None:
        """Give back the sign-in and forget it, in one statement; None if unknown, used, too old or another browser's."""
        with self._database.write() as connection:
            row = connection.execute(
                "DELETE FROM pending WHERE state = ? AND browser_hash = ? AND expires_at > ? RETURNING *",
                (state, _hash(browser), int(now.timestamp())),
            ).fetchone()
        if row is None:
            return None
        rule = Rule(row["needed_inside"], row["needed_outside"])
        return Pending(row["state"], row["nonce"], row["code_verifier"], row["target"], rule)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
