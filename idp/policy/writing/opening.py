"""A service's ordinary week as texts to be typed: read from the policy's `hours`, and written as them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from idp.policy.closures import DAY_MINUTES
from idp.policy.hours import Window
from idp.policy.problems import Fault
from idp.policy.reading.fields import Fields
from idp.policy.reading.hours import WEEKDAYS, read_hours
from idp.policy.reading.spans import Minutes
from idp.policy.writing.values import Value

SPAN: Final = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?\s*[-–]\s*([0-9]{1,2})(?:[.:]([0-9]{2}))?")
"""A span as people type it: 6-20, 06.00-20.00, 06:00–20:00."""

Week = tuple[tuple[Minutes, ...], ...]
"""The spans of each day from Monday on, in minutes after midnight."""

WHOLE: Final[Week] = (((0, DAY_MINUTES),),) * 7


def read_week(hours: Any) -> Week | None:
    """Return the week that the value of `hours` says; None when it cannot be read or never opens."""
    if hours is None:
        return None
    faults: list[Fault] = []
    windows = read_hours(Fields({"hours": hours}, (), faults)).windows
    return None if faults else tuple(tuple(_spans_of(windows, day)) for day in range(7))


def _spans_of(windows: Sequence[Window], day: int) -> Iterator[Minutes]:
    return ((window.opens, window.closes) for window in windows if window.weekday == day)


def tell_day(spans: Sequence[Minutes]) -> str:
    """Return a day's spans as they are typed, with commas between; nothing for a closed day."""
    return ", ".join(map(_tell_span, spans))


def parse_day(typed: str) -> tuple[Minutes, ...] | None:
    """Return the spans that were typed, none for nothing; None when something typed is no span."""
    spans = []
    for part in filter(None, (part.strip() for part in typed.split(","))):
        found = SPAN.fullmatch(part)
        hour, minute, last_hour, last_minute = (
            (int(number or 0) for number in found.groups()) if found else (99,) * 4
        )
        begins, ends = hour * 60 + minute, last_hour * 60 + last_minute
        if minute > 59 or last_minute > 59 or begins >= DAY_MINUTES or ends > DAY_MINUTES or begins == ends:
            return None
        spans.append((begins, ends))
    return tuple(sorted(spans))


def write_week(week: Week) -> Value:
    """Return the value of `hours`: `always`, `daily`, or the days in a row that are alike."""
    if week == WHOLE:
        return "always"
    if len(set(week)) == 1:
        return {"daily": write_spans(week[0])}
    hours: dict[str, Value] = {}
    for spans, run in groupby(range(7), key=lambda day: week[day]):
        days = tuple(run)
        name = WEEKDAYS[days[0]] if len(days) == 1 else f"{WEEKDAYS[days[0]]}-{WEEKDAYS[days[-1]]}"
        if spans:
            hours[name] = write_spans(spans)
    return hours


def write_spans(spans: Sequence[Minutes]) -> str | list[str]:
    """Return spans as the policy writes them: one alone, several as a list."""
    written = [_tell_span(span) for span in spans]
    return written[0] if len(written) == 1 else written


def _tell_span(span: Minutes) -> str:
    begins, ends = span
    return f"{begins // 60:02}.{begins % 60:02}-{ends // 60:02}.{ends % 60:02}"
