"""Checkpoints that are written off the machine by themselves, and what is told when they cannot be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idp.admin.audit.checkpoint_round import CheckpointRound, find_last_written, is_same_disk
from idp.audit.checkpoints import read_signed
from idp.audit.events import Event, Tag
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ISSUER = "https://login.havsvik.example"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def rounds(sqlite_database: Database, tmp_path: Path) -> CheckpointRound:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return CheckpointRound(
        sqlite_database.begin, sqlite_database.read, STORE_KEYS.audit, ISSUER, folder, 24 * HOUR
    )


def begin_trail(database: Database) -> None:
    with database.begin() as stores:
        stores.audit.record(Event(Tag.STARTED, NOW))


def list_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def find_outcome(database: Database) -> str | None:
    with database.read() as stores:
        last = find_last_written(stores)
    return last.outcome if last else None


def test_one_is_written_when_it_is_time_and_not_before(
    rounds: CheckpointRound, sqlite_database: Database
) -> None:
    rounds.run(NOW)
    assert list_files(rounds.folder) == []
    begin_trail(sqlite_database)
    for at in (NOW, NOW + HOUR, NOW + 24 * HOUR):
        rounds.run(at)
    assert list_files(rounds.folder) == [
        "checkpoint-20261123T090000Z-1.jwt",
        "checkpoint-20261124T090000Z-2.jwt",
    ]


def test_one_of_a_time_to_come_keeps_none_from_being_written_when_the_clock_is_right_again(
    rounds: CheckpointRound, sqlite_database: Database
) -> None:
    begin_trail(sqlite_database)
    for at in (NOW + 4000 * HOUR, NOW + HOUR, NOW + 2 * HOUR):
        rounds.run(at)
    assert list_files(rounds.folder)[0] == "checkpoint-20261123T100000Z-2.jwt"
    assert len(list_files(rounds.folder)) == 2


def test_what_is_written_is_signed_and_says_where_the_chain_ended(
    rounds: CheckpointRound, sqlite_database: Database
) -> None:
    begin_trail(sqlite_database)
    rounds.run(NOW)
    (path,) = rounds.folder.iterdir()
    found, made_at = read_signed(STORE_KEYS.audit, ISSUER, path.read_text().strip())
    assert (found.seq, made_at) == (1, NOW)


def test_a_folder_that_is_away_is_told_of_and_tried_again_soon(
    rounds: CheckpointRound, sqlite_database: Database, tmp_path: Path
) -> None:
    begin_trail(sqlite_database)
    away = replace(rounds, folder=tmp_path / "away")
    away.run(NOW)
    away.run(NOW + MINUTE)
    assert find_outcome(sqlite_database) == "failed"
    assert not away.folder.exists()
    with sqlite_database.read() as stores:
        assert stores.audit_search.find_end() == 2
    rounds.run(NOW + 16 * MINUTE)
    assert find_outcome(sqlite_database) == "signed"
    assert len(list_files(rounds.folder)) == 1


def test_a_folder_on_the_same_disk_is_known_for_one(tmp_path: Path) -> None:
    assert is_same_disk(tmp_path, tmp_path)
    assert is_same_disk(tmp_path / "away", tmp_path)
    assert not is_same_disk(Path("/proc"), tmp_path)
