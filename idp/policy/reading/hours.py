"""Reads a service's `hours`, `exceptions` and `closed`."""

from datetime import UTC, datetime
from itertools import combinations
from typing import Final

from idp.policy.closures import DAY_MINUTES, Dated
from idp.policy.hours import ALWAYS, Hours, Window
from idp.policy.reading.closures import read_closure
from idp.policy.reading.days import DAYS_EXAMPLES
from idp.policy.reading.exceptions import read_exception
from idp.policy.reading.fields import Fields
from idp.policy.reading.spans import Minutes, read_spans

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK_MINUTES: Final = 7 * DAY_MINUTES
ANY_YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC)
HOURS_EXAMPLE: Final = '"always" or { mon-fri = "06.00-20.00", sat = "08.00-12.00" }'


def read_hours(fields: Fields) -> Hours:
    """Return when the service is open. Nothing is assumed: always open is written `hours = "always"`."""
    windows = _read_windows(fields)
    closures = (
        fields.tables("closed", f"[{{ yearly = {DAYS_EXAMPLES['yearly']} }}]") if fields.has("closed") else ()
    )
    exceptions = (
        fields.tables("exceptions", f'[{{ holidays = {DAYS_EXAMPLES["holidays"]}, hours = "never" }}]')
        if fields.has("exceptions")
        else ()
    )
    hours = Hours(
        windows,
        tuple(closure for table in closures if (closure := read_closure(table))),
        tuple(other for table in exceptions if (other := read_exception(table))),
    )
    _check_it_opens(fields, hours)
    return hours


def _read_windows(fields: Fields) -> tuple[Window, ...]:
    """Return the windows of the week, from Monday's first on."""
    if fields.value("hours", HOURS_EXAMPLE) in (None, "always"):
        return ALWAYS
    table = fields.table("hours", HOURS_EXAMPLE)
    if table is None:
        return ALWAYS
    windows = [
        Window(weekday, *span)
        for days in table.list_keys()
        for weekday in _read_weekdays(table, days)
        for span in read_spans(table, days)
    ]
    for one, other in combinations(windows, 2):
        if _overlap(one, other):
            table.note(
                None,
                f"has windows that overlap on {WEEKDAYS[other.weekday]}",
                "make one window of them",
                "hours_overlap",
                day=WEEKDAYS[other.weekday],
            )
            break
    return tuple(sorted(windows, key=lambda window: (window.weekday, window.opens)))


def _read_weekdays(table: Fields, days: str) -> range:
    """Return the weekdays a key stands for: `daily`, `mon`, or `mon-fri`."""
    first, dash, last = ("mon", "-", "sun") if days == "daily" else days.partition("-")
    last = last if dash else first
    if first in WEEKDAYS and last in WEEKDAYS and WEEKDAYS.index(first) <= WEEKDAYS.index(last):
        return range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1)
    table.note(
        days,
        "names no days of the week",
        "write daily, mon, or mon-fri, the earlier day first",
        "no_weekday",
        name=days,
    )
    return range(0)


def _overlap(one: Window, other: Window) -> bool:
    """Say whether two windows of the week have a minute in common."""
    first, second = sorted((_week_span(one), _week_span(other)))
    return second[0] < first[1] or first[0] + WEEK_MINUTES < second[1]


def _week_span(window: Window) -> Minutes:
    """Return a window as minutes from Monday's midnight."""
    begins = window.weekday * DAY_MINUTES
    lasts_over_midnight = window.closes <= window.opens
    return begins + window.opens, begins + window.closes + lasts_over_midnight * DAY_MINUTES


def _check_it_opens(fields: Fields, hours: Hours) -> None:
    """Note hours that never come: no window, or closures that return each year and leave none."""
    lasting = tuple(closure for closure in hours.closures if not isinstance(closure.days, Dated))
    returning = tuple(other for other in hours.exceptions if not isinstance(other.days, Dated))
    if Hours(hours.windows, lasting, returning).opens_at(ANY_YEAR) is None:
        fields.note("hours", "never open the service", "leave a window, or remove the service", "never_opens")
