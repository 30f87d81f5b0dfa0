"""Empty databases with every table, made once and handed out clean."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

import idp.storage.stores  # noqa: F401 - registers every table
from idp.storage.engine import build_engine
from idp.storage.metadata import metadata
from tests.support.postgresql import PostgresqlServer

CONNECTIONS = 50
"""Races run 50 threads, each with its own connection."""


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
    engine = create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE idp_test"))
    engine.dispose()
    url = server.url("idp_test")
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    return url


@contextmanager
def open_postgresql(url: str) -> Iterator[Engine]:
    """Open the server's database and leave every table empty behind."""
    engine = build_engine(url, pool_size=CONNECTIONS)
    yield engine
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(metadata.tables)}"))
    engine.dispose()
