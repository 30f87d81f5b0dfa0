"""When hours are open between two moments, and where two sets of hours differ."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from idp.policy.hours import CLOSING_HORIZON, Hours, Span


def list_open(hours: Hours, since: datetime, until: datetime) -> Iterator[Span]:
    """Yield the open stretches between two moments, in order, none touching the next."""
    begins = hours.opens_at(since)
    while begins is not None and begins < until:
        ends = _find_end(hours, begins, until)
        yield begins, min(ends, until)
        begins = hours.opens_at(ends)


def list_gained(before: Hours, after: Hours, since: datetime, until: datetime) -> Iterator[Span]:
    """Yield the stretches in which `after` is open and `before` is not."""
    was_open = list(list_open(before, since, until))
    for start, end in list_open(after, since, until):
        at = start
        for begins, ends in was_open:
            if ends <= at or end <= begins:
                continue
            if at < begins:
                yield at, begins
            at = ends
        if at < end:
            yield at, end


def _find_end(hours: Hours, begins: datetime, until: datetime) -> datetime:
    """Return when an open stretch ends; `until` when it lasts as long."""
    at = begins
    while at < until:
        ends = hours.closes_at(at)
        if ends is not None:
            return ends
        at += CLOSING_HORIZON - timedelta(seconds=1)
    return until
