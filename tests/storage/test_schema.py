"""The tables in the database are those the program was written for, or the program does not start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from idp.storage.metadata import metadata
from idp.storage.migrations.upgrade import build_alembic_config, upgrade
from idp.storage.schema import WrongSchema, check_schema, find_version, is_ready, newest_version
from tests.support.databases import open_empty_postgresql, open_empty_sqlite
from tests.support.postgresql import PostgresqlServer


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine for a database without tables, on each kind."""
    if request.param == "sqlite":
        with open_empty_sqlite(tmp_path) as engine:
            yield engine
    else:
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        with open_empty_postgresql(server) as engine:
            yield engine


def test_the_migrations_make_exactly_the_tables_of_the_code(empty: Engine) -> None:
    upgrade(empty)
    assert set(inspect(empty).get_table_names()) == {*metadata.tables, "alembic_version"}
    with empty.begin() as connection:
        command.check(build_alembic_config(connection))


def test_an_upgraded_database_is_accepted_and_upgrading_again_changes_nothing(empty: Engine) -> None:
    upgrade(empty)
    upgrade(empty)
    check_schema(empty)
    assert find_version(empty) == newest_version()


def test_an_empty_database_is_refused_with_the_command_that_makes_the_tables(empty: Engine) -> None:
    with pytest.raises(WrongSchema, match="no tables yet; run: python -m idp database upgrade"):
        check_schema(empty)


@pytest.mark.parametrize(("version", "words"), [("0000", "database upgrade"), ("9999", "newer program")])
def test_older_and_newer_tables_are_refused(empty: Engine, version: str, words: str) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
    with pytest.raises(WrongSchema, match=words):
        check_schema(empty)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DROP TABLE shared_trials", "there is no table 'shared_trials', although its version is"),
        (
            "ALTER TABLE shared_trials DROP COLUMN sealed_report",
            "'shared_trials' has no column 'sealed_report'",
        ),
        ("ALTER TABLE sessions ADD COLUMN mood INTEGER", "'sessions' has a column 'mood' that this program"),
    ],
)
def test_a_database_that_a_program_between_two_releases_made_is_refused(
    empty: Engine, change: str, words: str
) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text(change))
    with pytest.raises(WrongSchema, match=words):
        check_schema(empty)
    assert is_ready(empty)


def test_a_table_of_somebody_else_is_left_alone(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (it INTEGER)"))
    check_schema(empty)


def test_the_newest_file_is_the_one_migration_alembic_ends_with(empty: Engine) -> None:
    with empty.begin() as connection:
        assert ScriptDirectory.from_config(build_alembic_config(connection)).get_heads() == [newest_version()]


def test_a_migration_that_fails_leaves_nothing_behind(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE sessions (sid INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        upgrade(empty)
    assert inspect(empty).get_table_names() == ["sessions"]
