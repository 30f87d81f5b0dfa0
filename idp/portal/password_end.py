"""Tells a person that their password runs out soon, while there is time to change it at work."""

from datetime import datetime, timedelta
from typing import Final

from idp.people.person import Person
from idp.policy.hours import STOCKHOLM

TOLD_BEFORE: Final = timedelta(days=14)


def find_days_left(person: Person, now: datetime) -> int | None:
    """Return how many midnights, Swedish time, are left before the password runs out; None when it need not be said."""
    ends = person.password_expires_at
    if ends is None or ends - now > TOLD_BEFORE:
        return None
    days = (ends.astimezone(STOCKHOLM).date() - now.astimezone(STOCKHOLM).date()).days
    return max(0, days)
