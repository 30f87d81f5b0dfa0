"""Which planned closure is worth telling of beforehand: one that somebody gave words to, and that comes soon.

A night's ordinary closing needs no words in the policy, and no announcement: the hour before it is announced to all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from idp.policy.closures import Closure, Dated
from idp.policy.hours import Hours, closed_on, wall_time
from idp.policy.text import Text

ONCE: Final = timedelta(days=7)
"""How long before a closure of its own date is told of: a week has everybody's working days in it."""

AGAIN: Final = timedelta(days=2)
"""How long before one that comes every month or year is told of: people know it, and forget the day."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Announcement:
    """An open service closes at `closes_at`; `opens_at` is None when that is more than 400 days away."""

    closes_at: datetime
    opens_at: datetime | None
    message: Text


def find_announcement(hours: Hours, now: datetime) -> Announcement | None:
    """Return the next planned closure to tell of now; None when there is none.

    Of closures on days in a row the first is told of: during the rest everybody knows.
    """
    found = (one for closure in hours.closures if closure.message for one in find_begins(closure, now))
    begins = min(found, key=lambda one: one[0], default=None)
    if begins is None:
        return None
    closes_at, message = begins
    return Announcement(closes_at, hours.opens_at(closes_at), message)


def find_begins(closure: Closure, now: datetime) -> Iterator[tuple[datetime, Text]]:
    """Yield when the closure begins, of the days ahead that it is told of, with its words."""
    ahead = ONCE if isinstance(closure.days, Dated) else AGAIN
    for day in list_days(wall_time(now).date(), ahead):
        span = closed_on(closure, day)
        is_first = span is not None and closed_on(closure, day - _DAY) is None
        if span and is_first and closure.message and now < span[0] <= now + ahead:
            yield span[0], closure.message


def list_days(first: date, length: timedelta) -> Iterator[date]:
    """Yield the dates from the first on, as many days as it takes and the one after."""
    for number in range(length.days + 2):
        yield first + number * _DAY
