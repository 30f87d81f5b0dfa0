import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from idp.chance import SystemChance
from idp.signing.folder import SECRETS, BadKeysFolder, create_keys, load_keyring, load_secret
from idp.signing.keyring import Keyring
from idp.signing.private_file import LoosePermissions, write_private

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keyring]:
    """A keys folder as it is first made; no test changes it."""
    folder = tmp_path_factory.mktemp("made") / "keys"
    return folder, create_keys(folder, SystemChance(), NOW)


@pytest.fixture
def folder(made: tuple[Path, Keyring], tmp_path: Path) -> Path:
    """A copy to spoil."""
    copy = tmp_path / "keys"
    copy.mkdir(mode=0o700)
    for path in made[0].iterdir():
        write_private(copy / path.name, path.read_bytes())
    return copy


def test_an_active_and_a_next_key_are_made_for_each_algorithm(made: tuple[Path, Keyring]) -> None:
    assert [(key.alg, key.state.value) for key in made[1].keys] == [
        ("ES256", "active"),
        ("ES256", "next"),
        ("RS256", "active"),
        ("RS256", "next"),
        ("RSA-OAEP", "active"),
        ("RSA-OAEP", "next"),
    ]


def test_what_was_made_is_read_back(made: tuple[Path, Keyring]) -> None:
    read = load_keyring(made[0])
    assert [(key.kid, key.alg, key.state, key.since) for key in read.keys] == [
        (key.kid, key.alg, key.state, key.since) for key in made[1].keys
    ]


def test_nobody_else_may_read_any_of_it(made: tuple[Path, Keyring]) -> None:
    assert made[0].stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in made[0].iterdir()} == {0o600}


def test_each_symmetric_key_is_32_bytes_of_its_own(made: tuple[Path, Keyring]) -> None:
    secrets = {load_secret(made[0], name) for name in SECRETS}
    assert len(secrets) == 3
    assert {len(secret) for secret in secrets} == {32}


def test_keys_are_never_overwritten(folder: Path) -> None:
    with pytest.raises(FileExistsError):
        create_keys(folder, SystemChance(), NOW)


def test_a_folder_that_others_may_read_is_refused(folder: Path) -> None:
    folder.chmod(0o750)
    with pytest.raises(LoosePermissions, match="chmod"):
        load_keyring(folder)


@pytest.mark.parametrize("name", ["keyring.json", "*.pem", "seal.key"])
def test_a_file_that_others_may_read_is_refused(folder: Path, name: str) -> None:
    next(folder.glob(name)).chmod(0o640)
    with pytest.raises(LoosePermissions, match="chmod"):
        load_secret(folder, "seal.key") if name == "seal.key" else load_keyring(folder)


@pytest.mark.parametrize("name", ["keyring.json", "*.pem"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    path = next(folder.glob(name))
    path.unlink()
    with pytest.raises(BadKeysFolder, match="missing"):
        load_keyring(folder)


def test_a_missing_folder_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadKeysFolder, match="keys create"):
        load_keyring(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "{", "[{}]", '[{"kid":"x","alg":"none"}]', "[1]", "null"])
def test_a_damaged_list_is_refused(folder: Path, content: str) -> None:
    write_private(folder / "keyring.json", content.encode())
    with pytest.raises(BadKeysFolder):
        load_keyring(folder)


def test_a_key_under_another_keys_name_is_refused(folder: Path) -> None:
    listed = json.loads((folder / "keyring.json").read_text())
    write_private(folder / f"{listed[0]['kid']}.pem", (folder / f"{listed[1]['kid']}.pem").read_bytes())
    with pytest.raises(BadKeysFolder, match="damaged"):
        load_keyring(folder)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_symmetric_key_of_another_length_is_refused(folder: Path, length: int) -> None:
    """CVE-2026-49852: an empty key verifies anything."""
    write_private(folder / "csrf.key", b"x" * length)
    with pytest.raises(BadKeysFolder, match="32 bytes"):
        load_secret(folder, "csrf.key")


def test_a_list_that_is_older_than_the_note_of_moments_is_read(folder: Path) -> None:
    listed = json.loads((folder / "keyring.json").read_text())
    older = [{name: entry[name] for name in ("kid", "alg", "state", "since")} for entry in listed]
    write_private(folder / "keyring.json", json.dumps(older).encode())
    active, coming = load_keyring(folder).keys[:2]
    assert (active.made_at, active.activated_at) == (None, NOW)
    assert (coming.made_at, coming.activated_at) == (NOW, None)
