"""When a service is open: windows of the week in Swedish wall time, other hours on some days, less closures.

A wall time that the clocks skip or repeat is read as RFC 5545 (section 3.3.5) reads it: a repeated one is the
first of the two, a skipped one lies as long after the jump as it would have lain after its start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from idp.policy.closures import DAY_MINUTES, Closure, OtherHours
from idp.policy.text import Text

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
OPENING_HORIZON: Final = timedelta(days=400)
CLOSING_HORIZON: Final = timedelta(days=8)
_DAY: Final = timedelta(days=1)
SPANS: Final = 4096
"""How many stretches are kept in memory, so that the same days are not reckoned for every token."""

Span = tuple[datetime, datetime]
"""A stretch of time in UTC, its end not included."""


@dataclass(frozen=True, slots=True)
class Window:
    """Open from `opens` to `closes`, minutes after midnight, each week on `weekday` (Monday is 0).

    A window that closes at or before it opens ends on the next day.
    """

    weekday: int
    opens: int
    closes: int


ALWAYS: Final = tuple(Window(weekday, 0, DAY_MINUTES) for weekday in range(7))
"""Every day from midnight to midnight."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The windows of a week, the days that have other hours, and the closures that interrupt both.

    Of several `exceptions` for one day the first counts.
    """

    windows: tuple[Window, ...]
    closures: tuple[Closure, ...] = ()
    exceptions: tuple[OtherHours, ...] = ()

    def is_open(self, at: datetime) -> bool:
        """Say whether `at` lies in a window and in no closure. Hours that ever close are closed at the calendar's ends."""
        return self._never_close() or any(start <= at < end for start, end in self._spans(at, _DAY))

    def opens_at(self, after: datetime) -> datetime | None:
        """Return the first open moment at or after `after`, in UTC; None when there is none within 400 days."""
        spans = self._spans(after, OPENING_HORIZON)
        return next((max(start, after.astimezone(UTC)) for start, end in spans if end > after), None)

    def closes_at(self, after: datetime) -> datetime | None:
        """Return the first closed moment at or after `after`, in UTC; None when it stays open for eight days."""
        if self._never_close():
            return None
        if not self.is_open(after):
            return after
        closes = after.astimezone(UTC)
        for start, end in self._spans(after, CLOSING_HORIZON + _DAY):
            if start > closes:
                break
            closes = max(closes, end)
        return closes if closes - after < CLOSING_HORIZON else None

    def message_at(self, at: datetime) -> Text | None:
        """Return the words of the closure in force at `at`, else those of the day's other hours; None without words."""
        for day in _days(at, _DAY):
            for closure in self.closures:
                span = closed_on(closure, day)
                if span and span[0] <= at < span[1]:
                    return closure.message
        today = [self._find_exception(day) for day in _days(at, _DAY)][-1:]
        return today[0].message if today and today[0] else None

    def _never_close(self) -> bool:
        """Say whether this is `always`, which needs no reckoning."""
        return self.windows is ALWAYS and not self.closures and not self.exceptions

    def _spans(self, around: datetime, length: timedelta) -> Iterator[Span]:
        """Yield the open stretches from the day before `around` on, in order."""
        for day in _days(around, length):
            for opens, closes in self._list_windows(day):
                yield from self._less_closures(_span(day, opens, closes), day)

    def _list_windows(self, day: date) -> tuple[tuple[int, int], ...]:
        """Return what begins on the day, in order, as minutes after its midnight."""
        other = self._find_exception(day)
        if other is not None:
            return other.spans
        return tuple(
            (window.opens, window.closes) for window in self.windows if window.weekday == day.weekday()
        )

    def _find_exception(self, day: date) -> OtherHours | None:
        """Return the day's other hours; None when it is a day like any of its weekday."""
        return next((other for other in self.exceptions if other.days.holds(day)), None)

    def _less_closures(self, span: Span, day: date) -> Iterator[Span]:
        """Yield what closures leave of a stretch that begins on `day`."""
        rest = [span] if span[0] < span[1] else []
        for closure in self.closures:
            for started in (day - _DAY, day, day + _DAY):
                if closed := closed_on(closure, started):
                    rest = [part for whole in rest for part in _cut(whole, closed)]
        yield from rest


def wall_time(at: datetime) -> datetime:
    """Return the moment as Swedish clocks show it."""
    return at.astimezone(STOCKHOLM)


def _days(around: datetime, length: timedelta) -> Iterator[date]:
    """Yield the Swedish dates from the day before `around` to `length` after it; none at the calendar's ends."""
    if not MINYEAR + 1 < around.year < MAXYEAR - 1:
        return
    day = wall_time(around).date() - _DAY
    for _ in range(length.days + 1):
        yield day
        day += _DAY


def closed_on(closure: Closure, day: date) -> Span | None:
    """Return the stretch a closure takes when it begins on `day`; None when it does not apply that day."""
    return _span(day, closure.begins, closure.ends) if closure.applies_on(day) else None


@lru_cache(maxsize=SPANS)
def _span(day: date, begins: int, ends: int) -> Span:
    """Return the stretch between two wall times, the second on the next day unless it is later than the first."""
    return _instant(day, begins), _instant(day if ends > begins else day + _DAY, ends)


def _instant(day: date, minutes: int) -> datetime:
    """Return the moment of a wall time, given as minutes after midnight, in UTC."""
    day, minutes = (day + _DAY, 0) if minutes == DAY_MINUTES else (day, minutes)
    return datetime.combine(day, time(*divmod(minutes, 60)), STOCKHOLM).astimezone(UTC)


def _cut(whole: Span, hole: Span) -> list[Span]:
    """Return what is left of a stretch when another is cut out of it."""
    if hole[1] <= whole[0] or whole[1] <= hole[0]:
        return [whole]
    return [part for part in ((whole[0], hole[0]), (hole[1], whole[1])) if part[0] < part[1]]
