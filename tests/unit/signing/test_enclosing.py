"""A folder is encrypted where it lies, and neither a killed run nor a wrong key leaves it in pieces."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from idp.signing.enclosing import Shut, count_sealed, enclose
from idp.signing.envelope import IN_CLEAR
from idp.signing.folder import SECRETS, BadKeysFolder, load_keyring, load_secret
from idp.signing.live_keyring import LiveKeyring
from idp.signing.private_file import write_private
from idp.signing.rotation import revoke_key, rotate_keys
from tests.support.key_encryption import make_small_folder, seal_with, write_key

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
CHECKOUT = Path(__file__).parents[3]

DIES = """
import os, signal, sys
from pathlib import Path
from idp.signing import enclosing
from tests.support.key_encryption import seal_with

write, left = enclosing.write_private, int(sys.argv[3])

def write_until(path, content):
    global left
    if left == 0:
        path.with_suffix(path.suffix + ".draft").write_bytes(content[:20])
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    write(path, content)

enclosing.write_private = write_until
enclosing.enclose(Path(sys.argv[1]), seal_with(Path(sys.argv[2])), may_be_clear=True)
"""
"""Encrypts until so many files are written, and is killed in the middle of the next."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_small_folder(tmp_path / "keys", NOW)
    return tmp_path / "keys"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return write_key(tmp_path / "key")


def read_secrets(folder: Path, key: Path) -> list[bytes]:
    """Return the symmetric keys of an encrypted folder."""
    return [load_secret(folder, name, seal_with(key)) for name in SECRETS]


def test_everything_private_is_encrypted_and_says_what_it_said(folder: Path, key: Path) -> None:
    before = [load_secret(folder, name) for name in SECRETS]
    kids = [entry.kid for entry in load_keyring(folder).keys]
    assert enclose(folder, seal_with(key), may_be_clear=True) == 5
    assert count_sealed(folder) == Shut(sealed=5, clear=0)
    assert read_secrets(folder, key) == before
    assert [entry.kid for entry in load_keyring(folder, seal_with(key)).keys] == kids
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"PRIVATE" not in stored
    assert not any(secret in stored for secret in before)


def test_nobody_else_may_read_what_was_encrypted(folder: Path, key: Path) -> None:
    enclose(folder, seal_with(key), may_be_clear=True)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_second_run_changes_nothing(folder: Path, key: Path) -> None:
    enclose(folder, seal_with(key), may_be_clear=True)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert enclose(folder, seal_with(key), may_be_clear=True) == 0
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("written", range(5))
def test_a_run_that_was_killed_is_finished_by_the_next(folder: Path, key: Path, written: int) -> None:
    before = [load_secret(folder, name) for name in SECRETS]
    ended = subprocess.run(
        [sys.executable, "-c", DIES, str(folder), str(key), str(written)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert count_sealed(folder) == Shut(sealed=written, clear=5 - written)
    assert enclose(folder, seal_with(key), may_be_clear=True) == 5 - written
    assert read_secrets(folder, key) == before
    assert not list(folder.glob("*.draft"))


def test_a_folder_that_is_encrypted_in_part_says_how_to_go_on(folder: Path, key: Path) -> None:
    secret = load_secret(folder, "seal.key")
    write_private(folder / "seal.key", seal_with(key).close("seal.key", secret))
    with pytest.raises(BadKeysFolder, match="python -m idp keys encrypt"):
        load_keyring(folder, seal_with(key))


def test_a_new_key_takes_over_and_the_old_one_opens_nothing_more(folder: Path, key: Path) -> None:
    enclose(folder, seal_with(key), may_be_clear=True)
    before, new = read_secrets(folder, key), write_key(folder.parent / "new")
    assert enclose(folder, seal_with(new, previous=key), may_be_clear=False) == 5
    assert read_secrets(folder, new) == before
    with pytest.raises(BadKeysFolder, match="encrypted with key"):
        load_keyring(folder, seal_with(key))


def test_nothing_is_changed_when_one_file_does_not_open(folder: Path, key: Path) -> None:
    enclose(folder, seal_with(key), may_be_clear=True)
    new, stranger = write_key(folder.parent / "new"), write_key(folder.parent / "stranger")
    write_private(folder / "seal.key", seal_with(stranger).close("seal.key", b"x" * 32))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(BadKeysFolder, match=r"seal\.key: encrypted with key"):
        enclose(folder, seal_with(new, previous=key), may_be_clear=False)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_in_clear_is_not_encrypted_by_a_change_of_keys(folder: Path, key: Path) -> None:
    with pytest.raises(BadKeysFolder, match="keys encrypt"):
        enclose(folder, seal_with(key), may_be_clear=False)


def test_without_a_key_nothing_is_encrypted(folder: Path) -> None:
    with pytest.raises(BadKeysFolder, match="no key to encrypt with"):
        enclose(folder, IN_CLEAR, may_be_clear=True)


def test_a_missing_folder_is_named(tmp_path: Path, key: Path) -> None:
    with pytest.raises(BadKeysFolder, match="keys create"):
        enclose(tmp_path / "nowhere", seal_with(key), may_be_clear=True)


def test_keys_made_later_are_encrypted_too(folder: Path, key: Path) -> None:
    envelope = seal_with(key)
    enclose(folder, envelope, may_be_clear=True)
    live = LiveKeyring(folder, envelope)
    turned = rotate_keys(folder, NOW, envelope, at_once=True)
    assert count_sealed(folder).clear == 0
    assert [entry.kid for entry in live().keys] == [entry.kid for entry in turned.keys]
    revoke_key(folder, turned.active("ES256").kid, NOW, envelope)
    assert count_sealed(folder).clear == 0
