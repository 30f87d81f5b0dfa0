"""Units that only read."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text, update

from idp.storage.engine import build_engine
from idp.storage.insert_once import insert_once
from idp.storage.oidc.clients import REGISTRY, client_changes
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW
from tests.support.store_keys import STORE_KEYS


def test_a_write_where_nothing_would_roll_it_back_is_stopped(database: Database) -> None:
    with pytest.raises(RuntimeError, match="must not write"), database.read() as stores:
        stores.assertions.use("app", "jti", NOW + timedelta(minutes=5))
    with database.begin() as stores:
        assert stores.assertions.use("app", "jti", NOW + timedelta(minutes=5))


def test_what_is_read_is_what_was_committed(database: Database) -> None:
    with database.read() as stores:
        before = stores.clients.version()
    with database.engine.begin() as connection:
        insert_once(connection, client_changes, registry=REGISTRY, version=0)
        connection.execute(update(client_changes).values(version=client_changes.c.version + 1))
    with database.read() as stores:
        assert stores.clients.version() == before + 1


def test_who_reads_waits_for_no_writer(sqlite_engine: Engine) -> None:
    database = Database(sqlite_engine, STORE_KEYS)
    writer = sqlite3.connect(sqlite_engine.url.database or "", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        with database.read() as stores:
            assert stores.people.find_person("nobody") is None
    finally:
        writer.close()


def test_a_connection_serves_units_of_both_kinds_in_turn(database: Database) -> None:
    for number in range(3):
        with database.read() as stores:
            assert stores.people.find_person("nobody") is None
        with database.begin() as stores:
            assert stores.assertions.use("app", f"jti-{number}", NOW + timedelta(minutes=5))


@pytest.mark.postgresql
def test_a_connection_that_the_server_closed_while_it_rested_is_made_anew(postgresql_url: str) -> None:
    engine = build_engine(postgresql_url, pool_size=1, rest_seconds=-1)
    other = build_engine(postgresql_url)
    try:
        with engine.connect() as connection:
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with other.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        with engine.connect() as connection:
            assert connection.execute(text("SELECT pg_backend_pid()")).scalar() != pid
    finally:
        engine.dispose()
        other.dispose()
