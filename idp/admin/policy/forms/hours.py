"""The hours of a guided form: always, every day alike, or day by day."""

from collections.abc import Iterator, Mapping
from typing import Final

from idp.errors import Problem
from idp.policy.reading.hours import WEEKDAYS
from idp.policy.writing.opening import WHOLE, Week, parse_day, read_week, tell_day, write_week

ALWAYS: Final = "always"
DAILY: Final = "daily"
BY_DAY: Final = "week"
OPENINGS: Final = (ALWAYS, DAILY, BY_DAY)

Form = Mapping[str, str]


def show_week(week: Week | None) -> Form:
    """Return what the form first shows; nothing is chosen for hours that cannot be read."""
    if week is None:
        return {}
    if week == WHOLE:
        return {"hours": ALWAYS}
    if len(set(week)) == 1:
        return {"hours": DAILY, DAILY: tell_day(week[0])}
    return {"hours": BY_DAY, **dict(zip(WEEKDAYS, map(tell_day, week), strict=True))}


def find_wrong_hours(form: Form) -> Iterator[Problem]:
    """Yield what is wrong with the hours that were typed."""
    if form.get("hours") not in OPENINGS:
        yield Problem("hours", "console_guided.problem.hours")
        return
    if not (names := list_fields(form)):
        return
    wrong = [name for name in names if parse_day(form.get(name, "")) is None]
    yield from (Problem(name, "console_guided.problem.span") for name in wrong)
    if wrong:
        return
    if not any(build_week(form)):
        yield Problem(names[0], "console_guided.problem.never")
    elif read_week(write_week(build_week(form))) is None:
        yield Problem(names[0], "console_guided.problem.overlap")


def build_week(form: Form) -> Week:
    """Return the week that was typed; what is no span of a day is left out."""
    match form.get("hours"):
        case "daily":
            return (parse_day(form.get(DAILY, "")) or (),) * 7
        case "week":
            return tuple(parse_day(form.get(day, "")) or () for day in WEEKDAYS)
        case _:
            return WHOLE


def list_fields(form: Form) -> tuple[str, ...]:
    """Return the fields that count, by what was chosen."""
    return {DAILY: (DAILY,), BY_DAY: WEEKDAYS}.get(form.get("hours", ""), ())
