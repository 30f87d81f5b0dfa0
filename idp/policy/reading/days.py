"""Reads which days a closure or an exception is about."""

import re
from datetime import date
from typing import Final

from idp.policy.closures import Dated, Days, DaysOfMonth, Holidays, Yearly
from idp.policy.holidays import EVES, PUBLIC
from idp.policy.reading.fields import Fields

DAYS_EXAMPLES: Final = {
    "dates": '"2026-12-24..2026-12-26"',
    "yearly": '"07-01..07-31"',
    "days_of_month": '"18..19"',
    "holidays": '["public", "eves"]',
}
DAY_SHAPES: Final = {
    "dates": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "yearly": re.compile(r"[0-9]{2}-[0-9]{2}"),
    "days_of_month": re.compile(r"[0-9]{1,2}"),
}
HOLIDAYS: Final = {"public": PUBLIC, "eves": EVES, **{name: (name,) for name in (*PUBLIC, *EVES)}}
"""What may be written under `holidays`, and the days it stands for."""

LEAP_YEAR: Final = "2028"


def read_days(table: Fields) -> Days | None:
    """Return the days of a closure or an exception; None, and a fault, when they are not said in one way."""
    kinds = [kind for kind in DAYS_EXAMPLES if table.has(kind)]
    if len(kinds) != 1:
        table.note(
            None,
            "does not say which days in one way",
            f"write one of {', '.join(DAYS_EXAMPLES)}",
            "days_unclear",
            ways=", ".join(DAYS_EXAMPLES),
        )
        return None
    return _read_holidays(table) if kinds == ["holidays"] else _read_span_of_days(table, kinds[0])


def _read_holidays(table: Fields) -> Holidays | None:
    """Return the holidays named, alone or by kind; None, and a fault for each, when a name is of no holiday."""
    names = table.texts("holidays", DAYS_EXAMPLES["holidays"])
    for name in names:
        if name not in HOLIDAYS:
            table.note_unknown(
                "holidays", f"names no holiday {name!r}", name, tuple(HOLIDAYS), "unknown_holiday"
            )
    if not names:
        table.note(
            "holidays",
            "is empty",
            f"write holidays = {DAYS_EXAMPLES['holidays']}",
            "no_holiday",
            example=DAYS_EXAMPLES["holidays"],
        )
    known = frozenset(day for name in names for day in HOLIDAYS.get(name, ()))
    return Holidays(known) if known else None


def _read_span_of_days(table: Fields, kind: str) -> Dated | Yearly | DaysOfMonth | None:
    """Return the days, written `first..last` or alone; None, and a fault, when they are no days."""
    first, dots, last = table.text(kind, DAYS_EXAMPLES[kind]).partition("..")
    try:
        return _build_days(kind, first, last if dots else first)
    except ValueError:
        table.note(
            kind,
            "names no such days",
            f"write {kind} = {DAYS_EXAMPLES[kind]}, the first day first",
            "no_such_days",
            example=DAYS_EXAMPLES[kind],
        )
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
