"""The reception finds out who is behind a secret, and notices when they have moved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.people.directory import DirectoryUnavailable
from idp.people.person import Person
from idp.sessions.session import AuthenticationEvent, End, Lifetimes, Session
from idp.signin.visit import Reception, hash_secret
from idp.storage.presence import DatabasePresence
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 11, 23, 5, 50, tzinfo=UTC)
MARIA = Person(
    person_id="person-1",
    realm="adm",
    username="margra001",
    name="Maria Granhage",
    given_name="Maria",
    family_name="Granhage",
    email=None,
    groups=frozenset(),
    unit="",
    title="",
    is_active=True,
    is_protected=False,
    expires_at=None,
    updated_at=NOW,
)
SESSION = Session(
    "sid-1",
    MARIA.person_id,
    "adm",
    (AuthenticationEvent("password", NOW, "admin"),),
    "admin",
    NOW,
    NOW,
    NOW + timedelta(hours=10),
)


class Town:
    """A directory of one person, who may leave, and which may be down."""

    def __init__(self) -> None:
        self.person: Person | None = MARIA
        self.ended: list[End] = []
        self.is_away = False

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        if self.is_away:
            raise DirectoryUnavailable
        return self.person

    def end_session(self, session: Session, now: datetime, why: End) -> None:
        self.ended.append(why)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def reception(sqlite_database: Database, town: Town) -> Reception:
    with sqlite_database.begin() as stores:
        stores.sessions.add(SESSION, hash_secret("secret"))
    presence = DatabasePresence(sqlite_database)
    return Reception(sqlite_database.begin, presence, town, town.end_session, Lifetimes())


def list_moves(database: Database) -> list[str]:
    with database.begin() as stores:
        return [row.fields for row in stores.audit.load_rows() if row.tag == "zone.changed"]


def test_a_session_that_moves_is_recorded_with_both_zones(
    reception: Reception, sqlite_database: Database
) -> None:
    reception.receive("secret", "remote", NOW)
    (moved,) = list_moves(sqlite_database)
    assert '"from":"admin"' in moved
    assert '"zone":"remote"' in moved


def test_a_session_that_stays_is_recorded_once(reception: Reception, sqlite_database: Database) -> None:
    for _ in range(3):
        reception.receive("secret", "remote", NOW)
    assert len(list_moves(sqlite_database)) == 1


def test_a_session_never_seen_elsewhere_leaves_no_record(
    reception: Reception, sqlite_database: Database
) -> None:
    reception.receive("secret", "admin", NOW)
    assert list_moves(sqlite_database) == []


def test_a_look_at_the_time_left_moves_nobody(reception: Reception, sqlite_database: Database) -> None:
    reception.receive("secret", "remote", NOW, is_activity=False)
    assert list_moves(sqlite_database) == []


def test_the_session_of_someone_who_is_gone_ends(reception: Reception, town: Town) -> None:
    town.person = None
    assert reception.receive("secret", "admin", NOW) is End.REVOKED
    assert town.ended == [End.REVOKED]


def test_the_session_of_someone_disabled_ends(reception: Reception, town: Town) -> None:
    town.person = replace(MARIA, is_active=False)
    assert reception.receive("secret", "admin", NOW) is End.REVOKED
    assert town.ended == [End.REVOKED]


def test_an_unknown_secret_belongs_to_nobody(reception: Reception) -> None:
    assert reception.receive("another", "admin", NOW) is None
    assert reception.receive(None, "admin", NOW) is None


def test_an_idle_session_says_why_it_is_over(reception: Reception) -> None:
    assert reception.receive("secret", "admin", NOW + timedelta(minutes=16)) is End.IDLE


def test_whoever_leaves_is_let_go_though_the_directory_is_down(reception: Reception, town: Town) -> None:
    town.is_away = True
    with pytest.raises(DirectoryUnavailable):
        reception.receive("secret", "admin", NOW)
    found = reception.receive("secret", "admin", NOW, is_leaving=True)
    assert isinstance(found, tuple)
    assert (found[0].sid, found[1].is_active, found[1].groups) == (SESSION.sid, False, frozenset())
