"""Reads one entry of a service's `closed`."""

from idp.policy.closures import DAY_MINUTES, Closure
from idp.policy.reading.days import read_days
from idp.policy.reading.fields import Fields
from idp.policy.reading.spans import read_span


def read_closure(table: Fields) -> Closure | None:
    """Return one closure; None, and a fault, when its days cannot be read."""
    days = read_days(table)
    times = (0, DAY_MINUTES)
    if table.has("hours"):
        times = read_span(table, "hours", table.value("hours", '"22.00-05.00"')) or times
    message = table.label("message") if table.has("message") else None
    table.finish()
    return Closure(days, *times, message) if days else None
