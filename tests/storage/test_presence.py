"""A session that stays is noted at once; one that moved or is dead is left as it is."""

from datetime import datetime, timedelta

import pytest

from idp.sessions.session import End
from idp.storage.presence import DatabasePresence
from idp.storage.unit_of_work import Database
from tests.storage.test_sessions import IDLE, NOW, SESSION, add_session

LATER = NOW + timedelta(minutes=10)
MOMENT = timedelta(microseconds=1)


def test_a_session_that_stays_lives_longer(database: Database) -> None:
    add_session(database)
    noted = DatabasePresence(database).note("h1", LATER, IDLE, SESSION.zone)
    assert noted is not None
    assert (noted.sid, noted.last_seen_at, noted.has_moved) == (SESSION.sid, LATER, False)
    with database.read() as stores:
        assert stores.sessions.find_live("h1", LATER + IDLE, IDLE) == noted


@pytest.mark.parametrize(
    ("secret", "at", "zone"),
    [
        ("another", LATER, "remote"),
        ("h1", LATER, "admin"),
        ("h1", NOW + IDLE + MOMENT, "remote"),
        ("h1", SESSION.ends_at, "remote"),
    ],
)
def test_what_is_unknown_moved_or_dead_stays_as_it_was(
    database: Database, secret: str, at: datetime, zone: str
) -> None:
    add_session(database)
    assert DatabasePresence(database).note(secret, at, IDLE, zone) is None
    with database.read() as stores:
        assert stores.sessions.find_by_sid(SESSION.sid, NOW, IDLE) == SESSION


def test_an_ended_session_is_not_noted(database: Database) -> None:
    add_session(database)
    with database.begin() as stores:
        assert stores.sessions.end([SESSION.sid], NOW, End.SIGNED_OUT)
    assert DatabasePresence(database).note("h1", LATER, IDLE, SESSION.zone) is None
