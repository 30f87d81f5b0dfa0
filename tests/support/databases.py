"""Empty databases with every table, made once and handed out clean."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text

import idp.storage.stores  # noqa: F401 - registers every table
from idp.storage.engine import build_engine
from idp.storage.metadata import metadata
from tests.support.postgresql import PostgresqlServer

CONNECTIONS = 50
"""Races run 50 threads, each with its own connection."""

FILLED = " UNION ALL ".join(
    f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in metadata.tables
)
"""Asks which tables hold a row: a test fills a few, and PostgreSQL makes new files for each table it truncates."""


def spare_the_disk(connection: Any, *_: object) -> None:
    """Let no SQLite file wait for the disk, as the tests' PostgreSQL does not: a power cut alone could tell."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


def create_sqlite_template(path: Path) -> Path:
    """Make an SQLite file that holds every table; copying it is far quicker than making it again."""
    engine = build_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return path


@contextmanager
def copy_sqlite(template: Path, folder: Path) -> Iterator[Engine]:
    """Open a fresh copy of the template in `folder`."""
    path = shutil.copy(template, folder / "idp.sqlite")
    engine = build_engine(f"sqlite:///{path}", pool_size=CONNECTIONS)
    yield engine
    engine.dispose()


def create_postgresql_tables(server: PostgresqlServer) -> str:
    """Make a database that holds every table and return its URL."""
    run_outside_transactions(server, "CREATE DATABASE idp_test")
    url = server.url("idp_test")
    engine = build_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    return url


def run_outside_transactions(server: PostgresqlServer, statement: str) -> None:
    """Run a statement that no transaction may hold, such as CREATE DATABASE."""
    engine = create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@contextmanager
def open_postgresql(url: str) -> Iterator[Engine]:
    """Open the server's database and leave every table empty behind."""
    engine = build_engine(url, pool_size=CONNECTIONS)
    yield engine
    with engine.begin() as connection:
        if filled := connection.scalars(text(FILLED)).all():
            connection.execute(text(f"TRUNCATE {', '.join(filled)} CASCADE"))
    engine.dispose()


@contextmanager
def open_empty_sqlite(folder: Path) -> Iterator[Engine]:
    """Open an SQLite file without tables."""
    engine = build_engine(f"sqlite:///{folder / 'empty.sqlite'}")
    yield engine
    engine.dispose()


@contextmanager
def open_empty_postgresql(server: PostgresqlServer) -> Iterator[Engine]:
    """Open a database without tables, and drop it afterwards."""
    run_outside_transactions(server, "CREATE DATABASE empty")
    engine = build_engine(server.url("empty"))
    yield engine
    engine.dispose()
    run_outside_transactions(server, "DROP DATABASE empty")
