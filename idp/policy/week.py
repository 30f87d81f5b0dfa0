"""Says opening hours in a few words: equal days and equal hours together, `mon–fri 06–20, sat 08–12`."""

from typing import Final

from idp.policy.closures import DAY_MINUTES, Closure, Dated, Days, DaysOfMonth, Holidays, OtherHours, Yearly
from idp.policy.hours import Hours

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS_OPEN: Final = "always"
NEVER_OPEN: Final = "never"

_WHOLE: Final = ((0, DAY_MINUTES),)


def tell_hours(hours: Hours) -> str:
    """Return the hours of the week, and after them the days that are unlike their weekday, in Swedish wall time."""
    unlike = (*map(_tell_other, hours.exceptions), *map(_tell_closure, hours.closures))
    return "; ".join((tell_week(hours), *unlike))


def tell_week(hours: Hours) -> str:
    """Return the hours of an ordinary week: `always`, `05–23` for every day alike, or days in a row with their hours."""
    week = [
        tuple((window.opens, window.closes) for window in hours.windows if window.weekday == day)
        for day in range(7)
    ]
    if all(day == _WHOLE for day in week):
        return ALWAYS_OPEN
    if all(day == week[0] for day in week):
        return _tell_spans(week[0])
    runs: list[tuple[int, int]] = []
    for day in range(7):
        if runs and week[day] == week[day - 1]:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    told = (f"{_tell_run(*run)} {_tell_spans(week[run[0]])}" for run in runs if week[run[0]])
    return ", ".join(told)


def tell_days(days: Days) -> str:
    """Return which days are meant."""
    match days:
        case Dated():
            return _join(f"{days.first}", f"{days.last}")
        case Yearly():
            (month, day), (last_month, last_day) = days.first, days.last
            return f"every {_join(f'{month:02}-{day:02}', f'{last_month:02}-{last_day:02}')}"
        case DaysOfMonth():
            return f"day {_join(str(days.first), str(days.last))} of each month"
        case Holidays(names):
            return f"{len(names)} holidays" if len(names) > 1 else min(names)


def _join(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _tell_run(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}–{WEEKDAYS[last]}"


def _tell_spans(spans: tuple[tuple[int, int], ...]) -> str:
    return " ".join(f"{_tell_minute(begins)}–{_tell_minute(ends)}" for begins, ends in spans) or NEVER_OPEN


def _tell_minute(minute: int) -> str:
    """Return a wall time: the hour alone when it is full."""
    hour, rest = divmod(minute, 60)
    return f"{hour:02}.{rest:02}" if rest else f"{hour:02}"


def _tell_closure(closure: Closure) -> str:
    is_whole = (closure.begins, closure.ends) == (0, DAY_MINUTES)
    part = "" if is_whole else f" {_tell_spans(((closure.begins, closure.ends),))}"
    return f"closed {tell_days(closure.days)}{part}"


def _tell_other(other: OtherHours) -> str:
    return (
        f"{tell_days(other.days)} {_tell_spans(other.spans)}"
        if other.spans
        else f"closed {tell_days(other.days)}"
    )
