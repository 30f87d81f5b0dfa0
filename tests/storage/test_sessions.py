from datetime import UTC, datetime, timedelta

from idp.sessions.session import AuthenticationEvent, End, Session
from idp.storage.unit_of_work import Database
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
IDLE = timedelta(minutes=15)
SESSION = Session(
    sid="s1",
    person_id="p1",
    realm="adm",
    events=(AuthenticationEvent("password", NOW, "remote"),),
    zone="remote",
    started_at=NOW,
    last_seen_at=NOW,
    ends_at=NOW + timedelta(hours=10),
)


def add_session(database: Database, secret_hash: str = "h1") -> None:
    with database.begin() as stores:
        stores.sessions.add(SESSION, secret_hash)


def test_a_stored_session_comes_back_whole(database: Database) -> None:
    add_session(database)
    with database.begin() as stores:
        assert stores.sessions.find_live("h1", NOW, IDLE) == SESSION
        assert stores.sessions.find_by_sid("s1", NOW, IDLE) == SESSION


def test_activity_moves_the_idle_end_and_records_the_zone(database: Database) -> None:
    add_session(database)
    later = NOW + timedelta(minutes=10)
    with database.begin() as stores:
        touched = stores.sessions.touch("h1", later, IDLE, "admin")
        assert touched is not None
        assert (touched.last_seen_at, touched.zone) == (later, "admin")
        assert stores.sessions.find_live("h1", NOW + timedelta(minutes=20), IDLE) == touched


def test_activity_after_the_idle_end_revives_nothing(database: Database) -> None:
    add_session(database)
    late = NOW + IDLE + timedelta(microseconds=1)
    with database.begin() as stores:
        assert stores.sessions.touch("h1", late, IDLE, "admin") is None
        assert stores.sessions.find_end("h1", late, IDLE) is End.IDLE


def test_the_absolute_end_holds_whatever_the_activity(database: Database) -> None:
    add_session(database)
    with database.begin() as stores:
        assert stores.sessions.touch("h1", SESSION.ends_at, timedelta(days=1), "admin") is None
        assert stores.sessions.find_end("h1", SESSION.ends_at, IDLE) is End.TOO_OLD


def test_an_ended_session_says_why_and_ends_once(database: Database) -> None:
    add_session(database)
    with database.begin() as stores:
        assert stores.sessions.end(["s1", "s2"], NOW, End.SIGNED_OUT) == {"s1"}
        assert stores.sessions.end(["s1"], NOW, End.REVOKED) == frozenset()
        assert stores.sessions.list_live("p1", NOW, IDLE) == ()
        assert stores.sessions.find_end("h1", NOW, IDLE) is End.SIGNED_OUT
        assert stores.sessions.find_live("h1", NOW, IDLE) is None


def test_a_new_proof_replaces_the_secret_and_the_older_proof_of_its_method(database: Database) -> None:
    add_session(database)
    again = AuthenticationEvent("password", NOW + timedelta(minutes=1), "admin")
    with database.begin() as stores:
        proven = stores.sessions.prove("s1", "h1", "h2", again)
        assert proven is not None
        assert proven.events == (again,)
        assert stores.sessions.find_live("h1", again.at, IDLE) is None
        assert stores.sessions.find_live("h2", again.at, IDLE) == proven


def test_fifty_proofs_with_one_secret_make_one_new_secret(database: Database) -> None:
    add_session(database)
    app = AuthenticationEvent("totp", NOW, "remote")

    def prove(_runner: int) -> bool:
        with database.begin() as stores:
            return stores.sessions.prove("s1", "h1", "h2", app) is not None

    assert together(prove).count(True) == 1


def test_a_client_takes_part_once(database: Database) -> None:
    add_session(database)
    with database.begin() as stores:
        stores.sessions.add_client("s1", "payslips", NOW)
        stores.sessions.add_client("s1", "payslips", NOW + IDLE)
        stores.sessions.add_client("s1", "sick_child", NOW + IDLE)
        assert stores.sessions.list_clients(["s1", "s2"]) == {"s1": ("payslips", "sick_child"), "s2": ()}


def test_parting_names_each_live_session_once_and_forgets_it(database: Database) -> None:
    add_session(database)
    with database.begin() as stores:
        stores.sessions.add_client("s1", "payslips", NOW)
        stores.sessions.add_client("s1", "sick_child", NOW)
        stores.sessions.add_client("gone", "payslips", NOW)
        assert stores.sessions.part("payslips", NOW, IDLE) == (SESSION,)
        assert stores.sessions.part("payslips", NOW, IDLE) == ()
        assert stores.sessions.list_clients(["s1"]) == {"s1": ("sick_child",)}


def test_of_fifty_who_part_a_client_at_once_one_gets_the_session(database: Database) -> None:
    add_session(database)
    with database.begin() as stores:
        stores.sessions.add_client("s1", "payslips", NOW)

    def part(_runner: int) -> int:
        with database.begin() as stores:
            return len(stores.sessions.part("payslips", NOW, IDLE))

    assert sum(together(part)) == 1
