"""Says a moment as a person would: today, tomorrow, the weekday, or the date."""

from collections.abc import Callable
from datetime import datetime, time

from babel.dates import format_datetime

from idp.policy.hours import STOCKHOLM, wall_time


def tell_when(at: datetime, now: datetime, t: Callable[..., str], language: str) -> str:
    """Return the moment in Swedish wall time as seen from `now`, for the middle of a sentence.

    The texts `policy.when.*` are CLDR date patterns.
    """
    there, here = wall_time(at), wall_time(now)
    days = (there.date() - here.date()).days
    if days == 1 and there.time() == time.min:
        key = "midnight"
    elif days == 0:
        key = "today"
    elif days == 1:
        key = "tomorrow"
    elif 1 < days < 7:
        key = "weekday"
    else:
        key = "date" if there.year == here.year else "date_and_year"
    return format_datetime(at, t(f"policy.when.{key}"), STOCKHOLM, language)
