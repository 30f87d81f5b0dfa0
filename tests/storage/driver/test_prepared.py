from datetime import UTC, datetime

import pytest
from sqlalchemy import Column, MetaData, String, Table, bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from idp.storage.driver.prepared import MANY, Prepared, PreparedInsert
from idp.storage.engine import OVERLOAD_ERRORS, build_engine
from idp.storage.metadata import metadata
from idp.storage.oidc.machine_tokens import machine_tokens
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
FIND = Prepared(select(machine_tokens).where(machine_tokens.c.token_hash == bindparam("wanted")))
ADD = PreparedInsert(machine_tokens)
RENAME = Prepared(
    update(machine_tokens)
    .where(machine_tokens.c.client_id == bindparam("old"))
    .values(client_id=bindparam("new"))
)


def build_row(token_hash: str) -> dict[str, object]:
    return {
        "token_hash": token_hash,
        "client_id": "karta",
        "scopes": ["läsa", "skriva"],
        "expires_at": NOW,
    }


def test_it_reads_what_sqlalchemy_wrote_and_the_other_way(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(insert(machine_tokens).values(**build_row("core")))
        ADD.add(connection, [build_row("prepared")])
        rows = [FIND.first(connection, {"wanted": wanted}) for wanted in ("core", "prepared")]
        same = connection.execute(select(machine_tokens).order_by(machine_tokens.c.token_hash)).all()
    assert [(row.client_id, row.scopes, row.expires_at) for row in rows if row] == [
        ("karta", ["läsa", "skriva"], NOW)
    ] * 2
    assert [tuple(row) for row in rows if row] == [tuple(row) for row in same]


def test_more_rows_than_one_statement_takes_are_all_added_in_their_order(database: Database) -> None:
    names = [f"{number:03}" for number in range(2 * MANY + 3)]
    with database.engine.begin() as connection:
        ADD.add(connection, [build_row(name) for name in names])
        assert list(connection.execute(select(machine_tokens.c.token_hash)).scalars()) == names


def test_it_counts_what_it_changed(database: Database) -> None:
    with database.engine.begin() as connection:
        ADD.add(connection, [build_row("a"), build_row("b")])
        assert RENAME.count(connection, {"old": "karta", "new": "kartan"}) == 2
        assert RENAME.count(connection, {"old": "karta", "new": "kartan"}) == 0


def test_a_missing_value_is_a_bug_and_not_an_empty_cell(database: Database) -> None:
    row = build_row("a")
    del row["client_id"]
    with database.engine.begin() as connection, pytest.raises(KeyError, match="client_id_0"):
        ADD.add(connection, [row])


def test_what_is_rolled_back_is_gone(database: Database) -> None:
    with database.engine.connect() as connection:
        transaction = connection.begin()
        ADD.add(connection, [build_row("a")])
        transaction.rollback()
    with database.engine.connect() as connection:
        assert FIND.first(connection, {"wanted": "a"}) is None


def test_a_savepoint_that_is_rolled_back_takes_no_prepared_statement_away(database: Database) -> None:
    """Decision 68: what the driver prepares by itself, from a statement's sixth run, it drops after a rollback with ours."""
    with database.engine.begin() as connection:
        ADD.add(connection, [build_row("a")])
        for _ in range(10):
            connection.execute(select(machine_tokens.c.token_hash))
            with pytest.raises(IntegrityError), connection.begin_nested():
                connection.execute(insert(machine_tokens).values(**build_row("a")))
            assert FIND.first(connection, {"wanted": "a"}) is not None


def test_a_broken_rule_of_the_table_is_told_without_the_values(database: Database) -> None:
    with database.engine.begin() as connection:
        ADD.add(connection, [build_row("a")])
    with pytest.raises(IntegrityError) as told, database.engine.begin() as connection:
        ADD.add(connection, [build_row("a")])
    assert "karta" not in str(told.value).partition("DETAIL")[0]
    with database.engine.connect() as connection:
        assert FIND.first(connection, {"wanted": "a"}) is not None


def test_what_fails_when_the_rows_are_asked_for_is_told_alike(sqlite_database: Database) -> None:
    """SQLite ends a statement, and commits it, when its last row is fetched: then a disk is full, or a rule broken."""
    kept = Table("kept", MetaData(), Column("one", String))
    statement = Prepared(insert(kept).values(one=bindparam("one")).returning(kept.c.one))
    with sqlite_database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE owner (one TEXT PRIMARY KEY)")
        rule = "REFERENCES owner DEFERRABLE INITIALLY DEFERRED"
        connection.exec_driver_sql(f"CREATE TABLE kept (one TEXT {rule})")
    with sqlite_database.at_once() as connection, pytest.raises(IntegrityError):
        statement.all(connection, {"one": "nobody"})


def test_a_unit_that_only_reads_refuses_to_write(database: Database) -> None:
    with database.read() as stores, pytest.raises(RuntimeError, match="must not write"):
        ADD.add(stores._connection, [build_row("a")])


@pytest.mark.postgresql
def test_a_connection_that_the_server_hung_up_is_an_overload_and_leaves_the_pool(postgresql_url: str) -> None:
    engine, other = build_engine(postgresql_url), build_engine(postgresql_url)
    try:
        metadata.create_all(engine)
        with engine.connect() as connection:
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
            with other.connect() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
            with pytest.raises(OVERLOAD_ERRORS):
                FIND.first(connection, {"wanted": "a"})
        with engine.connect() as connection:
            assert connection.execute(text("SELECT pg_backend_pid()")).scalar() != pid
            assert FIND.first(connection, {"wanted": "a"}) is None
    finally:
        engine.dispose()
        other.dispose()
