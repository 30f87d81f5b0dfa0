"""A schedule replaces keys by itself, once, and never before the next ones are known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idp.admin.keys.round import KeysRound
from idp.signing.envelope import IN_CLEAR
from idp.signing.folder import load_keyring, save_keyring
from idp.signing.key import State, make_key
from idp.signing.keyring import Keyring
from idp.signing.live_keyring import LiveKeyring
from tests.support.key_encryption import make_small_folder
from tests.support.keys_desk import KeptEvents, build_desk

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=90)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_small_folder(tmp_path / "keys", NOW)
    return tmp_path / "keys"


def build(folder: Path, days: int | None) -> tuple[KeysRound, KeptEvents]:
    desk, kept = build_desk(folder, rotated_after=None if days is None else timedelta(days=days))
    return KeysRound(desk, LiveKeyring(folder)), kept


def test_a_key_is_replaced_when_its_time_has_come_and_the_trail_names_the_schedule(folder: Path) -> None:
    round_, kept = build(folder, 90)
    old = load_keyring(folder).active("ES256").kid
    round_.run(DUE - timedelta(seconds=1))
    assert load_keyring(folder).active("ES256").kid == old
    round_.run(DUE)
    assert load_keyring(folder).active("ES256").kid != old
    assert {event.details["by"] for event in kept.events} == {"schedule"}


def test_two_processes_rotate_once(folder: Path) -> None:
    first, second = build(folder, 90)[0], build(folder, 90)[0]
    stale = second.keyring()
    first.run(DUE)
    turned = load_keyring(folder)
    KeysRound(second.desk, lambda: stale).run(DUE)
    assert [key.kid for key in load_keyring(folder).keys] == [key.kid for key in turned.keys]


def test_a_next_key_that_is_too_young_is_waited_for(folder: Path) -> None:
    ring = load_keyring(folder)
    fresh = make_key("ES256", State.NEXT, DUE - timedelta(hours=23))
    save_keyring(folder, Keyring((ring.keys[0], fresh)))
    round_, kept = build(folder, 90)
    round_.run(DUE)
    assert kept.events == []
    round_.run(DUE + timedelta(hours=1))
    assert load_keyring(folder).active("ES256").kid == fresh.kid


def test_without_a_schedule_nothing_is_rotated(folder: Path) -> None:
    round_, kept = build(folder, None)
    round_.run(DUE + timedelta(days=1000))
    assert kept.events == []


def test_a_retired_key_goes_when_its_time_is_over_and_not_before(folder: Path) -> None:
    retired = make_key("ES256", State.RETIRED, NOW)
    save_keyring(folder, Keyring((*load_keyring(folder, IN_CLEAR).keys, retired)))
    round_ = build(folder, None)[0]
    round_.run(NOW + timedelta(days=7, seconds=-1))
    assert (folder / f"{retired.kid}.pem").exists()
    round_.run(NOW + timedelta(days=7))
    assert not (folder / f"{retired.kid}.pem").exists()
    assert load_keyring(folder).find(retired.kid) is None
