"""Says opening hours in a few words: equal days and equal hours together, `mon–fri 06–20, sat 08–12`."""

from dataclasses import dataclass
from typing import Final

from idp.policy.closures import DAY_MINUTES, Closure, Dated, Days, DaysOfMonth, Holidays, OtherHours, Yearly
from idp.policy.hours import Hours

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS_OPEN: Final = "always"
NEVER_OPEN: Final = "never"

_WHOLE: Final = ((0, DAY_MINUTES),)


@dataclass(frozen=True, slots=True)
class WeekWords:
    """The words that hours are told in; those with braces are filled."""

    weekdays: tuple[str, ...] = WEEKDAYS
    always: str = ALWAYS_OPEN
    never: str = NEVER_OPEN
    closed: str = "closed {days}"
    yearly: str = "every {days}"
    monthly: str = "day {days} of each month"
    holidays: str = "{count} holidays"


ENGLISH: Final = WeekWords()


def tell_hours(hours: Hours, words: WeekWords = ENGLISH) -> str:
    """Return the hours of the week, and after them the days that are unlike their weekday, in Swedish wall time."""
    others = (_tell_other(one, words) for one in hours.exceptions)
    closures = (_tell_closure(one, words) for one in hours.closures)
    return "; ".join((tell_week(hours, words), *others, *closures))


def tell_week(hours: Hours, words: WeekWords = ENGLISH) -> str:
    """Return the hours of an ordinary week: `always`, `05–23` for every day alike, or days in a row with their hours."""
    week = [
        tuple((window.opens, window.closes) for window in hours.windows if window.weekday == day)
        for day in range(7)
    ]
    if all(day == _WHOLE for day in week):
        return words.always
    if all(day == week[0] for day in week):
        return _tell_spans(week[0], words)
    runs: list[tuple[int, int]] = []
    for day in range(7):
        if runs and week[day] == week[day - 1]:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    told = (f"{_tell_run(*run, words)} {_tell_spans(week[run[0]], words)}" for run in runs if week[run[0]])
    return ", ".join(told)


def tell_days(days: Days, words: WeekWords = ENGLISH) -> str:
    """Return which days are meant."""
    match days:
        case Dated():
            return _join(f"{days.first}", f"{days.last}")
        case Yearly():
            (month, day), (last_month, last_day) = days.first, days.last
            return words.yearly.format(days=_join(f"{month:02}-{day:02}", f"{last_month:02}-{last_day:02}"))
        case DaysOfMonth():
            return words.monthly.format(days=_join(str(days.first), str(days.last)))
        case Holidays(names):
            return words.holidays.format(count=len(names)) if len(names) > 1 else min(names)


def _join(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _tell_run(first: int, last: int, words: WeekWords) -> str:
    return _join(words.weekdays[first], words.weekdays[last])


def _tell_spans(spans: tuple[tuple[int, int], ...], words: WeekWords) -> str:
    return " ".join(f"{_tell_minute(begins)}–{_tell_minute(ends)}" for begins, ends in spans) or words.never


def _tell_minute(minute: int) -> str:
    """Return a wall time: the hour alone when it is full."""
    hour, rest = divmod(minute, 60)
    return f"{hour:02}.{rest:02}" if rest else f"{hour:02}"


def _tell_closure(closure: Closure, words: WeekWords) -> str:
    is_whole = (closure.begins, closure.ends) == (0, DAY_MINUTES)
    part = "" if is_whole else f" {_tell_spans(((closure.begins, closure.ends),), words)}"
    return words.closed.format(days=tell_days(closure.days, words)) + part


def _tell_other(other: OtherHours, words: WeekWords) -> str:
    days = tell_days(other.days, words)
    return f"{days} {_tell_spans(other.spans, words)}" if other.spans else words.closed.format(days=days)
