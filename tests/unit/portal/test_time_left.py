"""The time left is what the server grants, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.portal.time_left import TimeLeft, measure_time_left
from idp.sessions.session import Lifetimes, Session

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
WARNING = timedelta(minutes=2)
LIFETIMES = Lifetimes(idle=timedelta(minutes=15), absolute=timedelta(hours=10))


def session(ends_in: timedelta = timedelta(hours=10)) -> Session:
    return Session("sid", "person", "adm", (), "office", NOON, NOON, NOON + ends_in)


def left_after(passed: timedelta, ends_in: timedelta = timedelta(hours=10)) -> TimeLeft:
    return measure_time_left(session(ends_in), LIFETIMES, WARNING, NOON + passed)


def test_activity_gives_the_whole_idle_time() -> None:
    assert left_after(timedelta(0)) == TimeLeft(seconds=900, warns_in_seconds=780, can_extend=True)


def test_a_begun_second_is_not_promised() -> None:
    assert left_after(timedelta(seconds=1, microseconds=1)).seconds == 898


@pytest.mark.parametrize(("seconds", "is_ending"), [(779, False), (780, True), (899, True)])
def test_the_warning_is_due_two_minutes_before_the_end(seconds: int, is_ending: bool) -> None:
    assert left_after(timedelta(seconds=seconds)).is_ending is is_ending


def test_after_the_end_nothing_is_left() -> None:
    assert left_after(timedelta(hours=1)) == TimeLeft(seconds=0, warns_in_seconds=0, can_extend=True)


def test_the_absolute_end_cannot_be_extended() -> None:
    assert left_after(timedelta(0), ends_in=timedelta(minutes=5)) == TimeLeft(300, 180, can_extend=False)


def test_minutes_are_whole_ones() -> None:
    assert left_after(timedelta(seconds=1)).minutes == 14
