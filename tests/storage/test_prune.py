"""Pruning takes what has been expired for a day, and nothing that anybody may still need."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, insert, select

from idp.storage import prune as pruning
from idp.storage.oidc.assertions import assertions
from idp.storage.prune import ORPHANED, list_expiring, prune
from idp.storage.sessions import session_clients, sessions

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=24, microseconds=1)
A_DAY_AGO = NOW - timedelta(hours=24)


def add_assertions(engine: Engine, count: int, expires_at: datetime) -> None:
    rows = [
        {"client_id": str(expires_at), "jti_hash": str(number), "expires_at": expires_at}
        for number in range(count)
    ]
    with engine.begin() as connection:
        connection.execute(insert(assertions), rows)


def add_session(engine: Engine, sid: str, expires_at: datetime) -> None:
    row = {
        "sid": sid,
        "secret_hash": sid,
        "person_id": "p1",
        "realm": "adm",
        "events": [],
        "zone": "admin",
        "device": "",
        "started_at": LONG_AGO,
        "last_seen_at": LONG_AGO,
        "expires_at": expires_at,
    }
    with engine.begin() as connection:
        connection.execute(insert(sessions).values(row))
        connection.execute(
            insert(session_clients).values(sid=sid, client_id="payslips", first_seen_at=LONG_AGO)
        )


def test_a_row_goes_when_it_has_been_expired_for_more_than_a_day(engine: Engine) -> None:
    add_assertions(engine, 3, LONG_AGO)
    add_assertions(engine, 2, A_DAY_AGO)
    assert prune(engine, NOW)["assertions"] == 3
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(assertions)).scalar() == 2


def test_more_rows_than_one_transaction_takes_all_go(engine: Engine) -> None:
    add_assertions(engine, pruning.ROWS_AT_ONCE + 1, LONG_AGO)
    assert prune(engine, NOW)["assertions"] == pruning.ROWS_AT_ONCE + 1


def test_what_clients_took_part_in_goes_with_its_session(engine: Engine) -> None:
    add_session(engine, "old", LONG_AGO)
    add_session(engine, "live", NOW)
    pruned = prune(engine, NOW)
    assert (pruned["sessions"], pruned["session_clients"]) == (1, 1)
    with engine.connect() as connection:
        assert connection.execute(select(session_clients.c.sid)).scalars().all() == ["live"]


def test_what_lost_its_session_is_found_without_reading_every_session_for_each(engine: Engine) -> None:
    wanted = (
        select(session_clients.c.sid).where(ORPHANED).compile(engine, compile_kwargs={"literal_binds": True})
    )
    head = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        plan = "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{head} {wanted}"))
    assert ("SEARCH sessions" if engine.dialect.name == "sqlite" else "Anti Join") in plan, plan


def test_a_step_is_followed_by_a_pause_and_the_last_by_none(engine: Engine) -> None:
    add_assertions(engine, pruning.ROWS_AT_ONCE + 1, LONG_AGO)
    pauses: list[int] = []
    prune(engine, NOW, pauses.append)
    assert pauses == [pruning.ROWS_AT_ONCE]


def test_pruning_twice_finds_nothing_the_second_time(engine: Engine) -> None:
    add_assertions(engine, 3, LONG_AGO)
    prune(engine, NOW)
    assert set(prune(engine, NOW).values()) == {0}


def test_every_table_that_expires_can_find_its_expired_rows_by_an_index() -> None:
    slow = [
        table.name
        for table in list_expiring()
        if not any(next(iter(index.columns)).name == "expires_at" for index in table.indexes)
    ]
    assert slow == []
