"""Moments as SCIM writes them (RFC 7643, section 2.3.5)."""

from datetime import UTC, datetime


def read_moment(written: str) -> datetime | None:
    """Return the moment in UTC; None when the text is none, or has no time zone."""
    try:
        moment = datetime.fromisoformat(written)
        return None if moment.tzinfo is None or "T" not in written else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def write_moment(moment: datetime) -> str:
    """Return the moment in UTC, to the millisecond when it is not a whole second."""
    unit = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=unit).replace("+00:00", "Z")
