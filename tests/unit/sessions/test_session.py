"""A session lives fifteen minutes past the last activity and never past its absolute end."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.sessions.session import End, Lifetimes, Session

START = datetime(2026, 11, 23, 5, 50, tzinfo=UTC)
LIFETIMES = Lifetimes(idle=timedelta(minutes=15), absolute=timedelta(hours=10))
SESSION = Session("sid", "person", "adm", (), "admin", START, START, START + timedelta(hours=10))


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (timedelta(minutes=14, seconds=59), None),
        (timedelta(minutes=15), None),
        (timedelta(minutes=15, microseconds=1), End.IDLE),
        (timedelta(hours=10), End.TOO_OLD),
    ],
)
def test_time_ends_a_session_for_the_reason_it_gives(after: timedelta, why: End | None) -> None:
    assert LIFETIMES.why_ended(SESSION, START + after) is why


def test_an_active_session_still_ends_at_its_absolute_end() -> None:
    nearly_over = START + timedelta(hours=9, minutes=50)
    active = Session("sid", "person", "adm", (), "admin", START, nearly_over, SESSION.ends_at)
    assert LIFETIMES.expires_at(active) == SESSION.ends_at


def test_an_idle_session_ends_fifteen_minutes_after_the_last_activity() -> None:
    assert LIFETIMES.expires_at(SESSION) == START + timedelta(minutes=15)
