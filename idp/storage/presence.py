"""Notes where sessions are active: one statement, which is a transaction of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.sessions.session import Session
from idp.storage.driver.prepared import Prepared
from idp.storage.sessions import STAYING, read_session, write_moments
from idp.storage.unit_of_work import Database

NOTE: Final = Prepared(STAYING)


@dataclass(frozen=True, slots=True)
class DatabasePresence:
    """Implements `Presence`."""

    database: Database

    def note(self, secret_hash: str, now: datetime, idle: timedelta, zone: str) -> Session | None:
        values = {"presented": secret_hash, "here": zone, **write_moments(now, idle)}
        with self.database.at_once() as connection:
            rows = NOTE.all(connection, values)
        return read_session(rows[0]) if rows else None
