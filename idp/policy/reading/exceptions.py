"""Reads one entry of a service's `exceptions`: days that have hours of their own."""

from itertools import combinations

from idp.policy.closures import DAY_MINUTES, OtherHours
from idp.policy.reading.days import read_days
from idp.policy.reading.fields import Fields
from idp.policy.reading.spans import Minutes, read_spans


def read_exception(table: Fields) -> OtherHours | None:
    """Return the days' other hours; None, and a fault, when the days cannot be read."""
    days = read_days(table)
    is_closed = table.value("hours", '"09.00-12.00", or "never"') == "never"
    spans = () if is_closed else tuple(sorted(read_spans(table, "hours")))
    if any(_overlap(one, other) for one, other in combinations(spans, 2)):
        table.note("hours", "has spans that overlap", "make one span of them", "spans_overlap")
    message = table.label("message") if table.has("message") else None
    table.finish()
    return OtherHours(days, spans, message) if days else None


def _overlap(one: Minutes, other: Minutes) -> bool:
    """Say whether two spans of a day, the earlier first, have a minute in common."""
    ends = one[1] if one[1] > one[0] else one[1] + DAY_MINUTES
    return other[0] < ends
