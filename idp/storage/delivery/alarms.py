"""Which alarms have been raised, in the database."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, Connection, String, Table

from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

KEPT: Final = timedelta(days=40)
"""Longer than the longest period in which an alarm is raised once."""

alarms = Table(
    "alarms",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)


class AlarmRows:
    """Implements `AlarmStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def raise_once(self, key: str, now: datetime) -> bool:
        return insert_once(self._connection, alarms, key=key, at=now, expires_at=now + KEPT)
