"""What tests in every folder may ask for: the real databases.

`database` runs the test twice, on SQLite and on PostgreSQL; `sqlite_database` runs it once. Both come with
every table and no row.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine, Pool, event

from idp.storage.unit_of_work import Database
from tests.support.chromium import run_chromium
from tests.support.databases import (
    copy_sqlite,
    create_postgresql_tables,
    create_sqlite_template,
    open_postgresql,
    spare_the_disk,
)
from tests.support.postgresql import PostgresqlServer, run_postgresql
from tests.support.store_keys import STORE_KEYS
from tests.support.town import Town, run_town

event.listen(Pool, "checkout", spare_the_disk)
gc.set_threshold(50_000, 20, 20)
"""Python looks for garbage after 700 new objects, and that takes a twelfth of a run whose objects mostly stay."""


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """A running PostgreSQL of this worker's own."""
    with run_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: PostgresqlServer) -> str:
    """The URL of a database that holds every table."""
    return create_postgresql_tables(postgresql_server)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that holds every table."""
    return create_sqlite_template(tmp_path_factory.mktemp("sqlite") / "template.sqlite")


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    with copy_sqlite(sqlite_template, tmp_path) as engine:
        yield engine


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    with open_postgresql(postgresql_url) as engine:
        yield engine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An engine for each database the provider runs on."""
    chosen: Engine = request.getfixturevalue(f"{request.param}_engine")
    return chosen


@pytest.fixture
def database(engine: Engine) -> Database:
    """Units of work on each database the provider runs on."""
    return Database(engine, STORE_KEYS)


@pytest.fixture
def sqlite_database(sqlite_engine: Engine) -> Database:
    """Units of work on SQLite alone, for tests in which the kind of database does not matter."""
    return Database(sqlite_engine, STORE_KEYS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """This worker's one Chromium; Playwright runs no second one beside it."""
    with run_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The whole demonstration, running, of this worker's own."""
    with run_town(tmp_path_factory.mktemp("town") / "demo") as running:
        yield running


def pytest_collection_finish() -> None:
    """Take what was collected, some nine thousand tests, from what Python looks through for garbage."""
    gc.collect()
    gc.freeze()
