"""The trail vouches for a clock before anything is deleted by it: what happened lately is not years ago."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, func, select

from idp.storage.trail.audit import audit_trail

SETTLED: Final = timedelta(days=7)
"""Younger events vouch for nothing: a clock that has leapt writes them itself."""

LEAP: Final = timedelta(days=30)
"""The longest that a trail is taken to have been silent for."""


def find_leap(engine: Engine, now: datetime) -> datetime | None:
    """Return when the newest settled event was, when the clock has leapt from there; None for a clock to be trusted.

    A trail with nothing settled in it has nothing that a clock could make too old.
    """
    at = audit_trail.c.at
    with engine.connect() as connection:
        newest: datetime | None = connection.execute(select(func.max(at)).where(at < now - SETTLED)).scalar()
    return newest if newest is not None and newest < now - LEAP else None
