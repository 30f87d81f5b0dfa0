"""Reads a service's `hours` and `closed`."""

import re
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Final

from idp.policy.closures import DAY_MINUTES, Closure, Dated, DaysOfMonth, Yearly
from idp.policy.hours import ALWAYS, Hours, Window
from idp.policy.reading.fields import Fields

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK_MINUTES: Final = 7 * DAY_MINUTES
ANY_YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC)
HOURS_EXAMPLE: Final = '"always" or { mon-fri = "06.00-20.00", sat = "08.00-12.00" }'
SPAN: Final = re.compile(r"([0-9]{2})\.([0-5][0-9])-([0-9]{2})\.([0-5][0-9])")
DAYS_EXAMPLES: Final = {
    "dates": '"2026-12-24..2026-12-26"',
    "yearly": '"07-01..07-31"',
    "days_of_month": '"18..19"',
}

Minutes = tuple[int, int]


def read_hours(fields: Fields) -> Hours:
    """Return when the service is open. Nothing is assumed: always open is written `hours = "always"`."""
    windows = _read_windows(fields)
    closures = (
        fields.tables("closed", f"[{{ yearly = {DAYS_EXAMPLES['yearly']} }}]") if fields.has("closed") else ()
    )
    hours = Hours(windows, tuple(closure for table in closures if (closure := _read_closure(table))))
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
        for span in _read_spans(table, days)
    ]
    for one, other in combinations(windows, 2):
        if _overlap(one, other):
            table.note(
                None, f"has windows that overlap on {WEEKDAYS[other.weekday]}", "make one window of them"
            )
            break
    return tuple(sorted(windows, key=lambda window: (window.weekday, window.opens)))


def _read_weekdays(table: Fields, days: str) -> range:
    """Return the weekdays a key stands for: `daily`, `mon`, or `mon-fri`."""
    first, _, last = ("mon", "", "sun") if days == "daily" else days.partition("-")
    last = last or first
    if first in WEEKDAYS and last in WEEKDAYS and WEEKDAYS.index(first) <= WEEKDAYS.index(last):
        return range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1)
    table.note(days, "names no days of the week", "write daily, mon, or mon-fri, the earlier day first")
    return range(0)


def _read_spans(table: Fields, key: str) -> tuple[Minutes, ...]:
    """Return the times of day under a key: one text, or a list of them."""
    written = table.value(key, '"06.00-20.00"')
    texts = written if isinstance(written, list) else [written]
    return tuple(span for text in texts if (span := _read_span(table, key, text)))


def _read_span(table: Fields, key: str, written: object) -> Minutes | None:
    """Return the two wall times as minutes after midnight; None, and a fault, when they are not two."""
    found = SPAN.fullmatch(written) if isinstance(written, str) else None
    if found:
        hours = [int(number) for number in found.groups()]
        begins, ends = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if begins < DAY_MINUTES and ends <= DAY_MINUTES and begins != ends:
            return begins, ends
    table.note(
        key, f"holds {written!r}, which is no span of a day", 'write it as "06.00-20.00", midnight as 24.00'
    )
    return None


def _overlap(one: Window, other: Window) -> bool:
    """Say whether two windows of the week have a minute in common."""
    first, second = sorted((_week_span(one), _week_span(other)))
    return second[0] < first[1] or first[0] + WEEK_MINUTES < second[1]


def _week_span(window: Window) -> Minutes:
    """Return a window as minutes from Monday's midnight."""
    begins = window.weekday * DAY_MINUTES
    lasts_over_midnight = window.closes <= window.opens
    return begins + window.opens, begins + window.closes + lasts_over_midnight * DAY_MINUTES


def _read_closure(table: Fields) -> Closure | None:
    """Return one closure; None, and a fault, when its days cannot be read."""
    kinds = [kind for kind in DAYS_EXAMPLES if table.has(kind)]
    days = None
    if len(kinds) == 1:
        days = _read_days(table, kinds[0])
    else:
        table.note(None, "does not say which days in one way", f"write one of {', '.join(DAYS_EXAMPLES)}")
    times = (0, DAY_MINUTES)
    if table.has("hours"):
        times = _read_span(table, "hours", table.value("hours", '"22.00-05.00"')) or times
    message = table.label("message") if table.has("message") else None
    table.finish()
    return Closure(days, *times, message) if days else None


def _read_days(table: Fields, kind: str) -> Dated | Yearly | DaysOfMonth | None:
    """Return the days of a closure, `first..last`; None, and a fault, when they are not that."""
    first, _, last = table.text(kind, DAYS_EXAMPLES[kind]).partition("..")
    try:
        days = _build_days(kind, first, last or first)
    except ValueError:
        table.note(kind, "names no such days", f"write {kind} = {DAYS_EXAMPLES[kind]}, the first day first")
        return None
    return days


def _build_days(kind: str, first: str, last: str) -> Dated | Yearly | DaysOfMonth:
    """Return the days from first to last; raise ValueError when there are none."""
    if kind == "yearly":
        one, other = (date.fromisoformat(f"2024-{day}") for day in (first, last))
        return Yearly((one.month, one.day), (other.month, other.day))
    days: Dated | DaysOfMonth
    if kind == "dates":
        days = Dated(date.fromisoformat(first), date.fromisoformat(last))
    else:
        days = DaysOfMonth(int(first), int(last))
        if days.first < 1 or days.last > 31:
            raise ValueError(kind)
    if days.first > days.last:  # type: ignore[operator]
        raise ValueError(kind)
    return days


def _check_it_opens(fields: Fields, hours: Hours) -> None:
    """Note hours that never come: no window, or closures that return each year and leave none."""
    lasting = tuple(closure for closure in hours.closures if not isinstance(closure.days, Dated))
    if Hours(hours.windows, lasting).opens_at(ANY_YEAR) is None:
        fields.note("hours", "never open the service", "leave a window, or remove the service")
