"""Reads one entry of a service's `closed`."""

import re
from datetime import date
from typing import Final

from idp.policy.closures import DAY_MINUTES, Closure, Dated, DaysOfMonth, Yearly
from idp.policy.reading.fields import Fields
from idp.policy.reading.spans import read_span

DAYS_EXAMPLES: Final = {
    "dates": '"2026-12-24..2026-12-26"',
    "yearly": '"07-01..07-31"',
    "days_of_month": '"18..19"',
}
DAY_SHAPES: Final = {
    "dates": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "yearly": re.compile(r"[0-9]{2}-[0-9]{2}"),
    "days_of_month": re.compile(r"[0-9]{1,2}"),
}
LEAP_YEAR: Final = "2028"


def read_closure(table: Fields) -> Closure | None:
    """Return one closure; None, and a fault, when its days cannot be read."""
    kinds = [kind for kind in DAYS_EXAMPLES if table.has(kind)]
    days = _read_days(table, kinds[0]) if len(kinds) == 1 else None
    if len(kinds) != 1:
        table.note(None, "does not say which days in one way", f"write one of {', '.join(DAYS_EXAMPLES)}")
    times = (0, DAY_MINUTES)
    if table.has("hours"):
        times = read_span(table, "hours", table.value("hours", '"22.00-05.00"')) or times
    message = table.label("message") if table.has("message") else None
    table.finish()
    return Closure(days, *times, message) if days else None


def _read_days(table: Fields, kind: str) -> Dated | Yearly | DaysOfMonth | None:
    """Return the days, written `first..last` or alone; None, and a fault, when they are no days."""
    first, dots, last = table.text(kind, DAYS_EXAMPLES[kind]).partition("..")
    try:
        return _build_days(kind, first, last if dots else first)
    except ValueError:
        table.note(kind, "names no such days", f"write {kind} = {DAYS_EXAMPLES[kind]}, the first day first")
        return None


def _build_days(kind: str, first: str, last: str) -> Dated | Yearly | DaysOfMonth:
    """Return the days from first to last; raise ValueError when they are not written as such days, or never come."""
    if not all(DAY_SHAPES[kind].fullmatch(day) for day in (first, last)):
        raise ValueError(kind)
    if kind == "dates":
        return Dated(date.fromisoformat(first), date.fromisoformat(last))
    if kind == "days_of_month":
        return DaysOfMonth(int(first), int(last))
    begins, ends = (date.fromisoformat(f"{LEAP_YEAR}-{day}") for day in (first, last))
    return Yearly((begins.month, begins.day), (ends.month, ends.day))
