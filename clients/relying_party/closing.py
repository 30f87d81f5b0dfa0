"""When the service itself closes while somebody is in it: the provider says so in the ID token."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import session

SWEDEN = ZoneInfo("Europe/Stockholm")
SOON = timedelta(hours=1)
"""How long before it closes every page says so."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What a page says of closing time: the hour, and whether it is soon."""

    hour: str
    is_soon: bool


def read_closing(claims: Mapping[str, Any], issuer: str) -> datetime | None:
    """Return when the service closes; None when the provider says nothing of it, or nothing that is a moment."""
    seconds = claims.get(f"{issuer}/claims/closes_at")
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 < seconds < 2**40:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def keep_closing(closes_at: datetime | None) -> None:
    """Have the browser's cookie know it too: the session itself may be ended from afar at that very moment."""
    session["closes_at"] = int(closes_at.timestamp()) if closes_at else None


def has_closed(now: datetime) -> bool:
    """Tell whether the service has closed since this browser signed in."""
    closes_at = session.get("closes_at")
    return closes_at is not None and now.timestamp() >= closes_at


def tell_time(closes_at: datetime) -> str:
    """Return the moment as it stands on a Swedish clock, such as 23.00."""
    return closes_at.astimezone(SWEDEN).strftime("%H.%M")
