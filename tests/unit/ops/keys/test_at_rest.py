"""An operator encrypts the keys folder, changes the key, and is told what to do when it is missing or wrong."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.key_encryption import write_key
from tests.unit.ops.conftest import CONFIG, Run

FILE = '\n[key_encryption]\nkey_file = "key-encryption-key"\n'


@pytest.fixture
def encrypted(installed: Run, folder: Path) -> Run:
    """A provider whose keys are encrypted with the key in a file."""
    write_key(folder / "key-encryption-key")
    (folder / "idp.toml").write_text(CONFIG + FILE, encoding="utf-8")
    assert "Encrypted 9 files" in installed("keys", "encrypt").out
    return installed


def list_tags(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "idp.sqlite")) as database:
        return [tag for (tag,) in database.execute("SELECT tag FROM audit_trail ORDER BY seq")]


def test_a_folder_in_clear_goes_on_working_and_check_says_so(installed: Run) -> None:
    said = installed("check")
    assert said.code == 0
    assert "Keys: 6 key pairs, in clear; to encrypt them see docs/operating.md" in said.out


def test_an_encrypted_folder_does_all_that_one_in_clear_does(encrypted: Run, folder: Path) -> None:
    assert "Keys: 6 key pairs, encrypted" in encrypted("check").out
    assert encrypted("keys", "list").code == 0
    assert encrypted("keys", "rotate", "--at-once").code == 0
    assert encrypted("audit", "verify").code == 0
    assert encrypted("audit", "checkpoint").code == 0
    assert encrypted("people", "list").code == 0
    assert encrypted("tokens", "list").code == 0
    assert list_tags(folder)[0] == "keys.encrypted"
    assert "in clear" not in encrypted("check").out


def test_a_folder_that_is_made_with_a_key_is_encrypted_from_the_start(idp: Run, folder: Path) -> None:
    key = write_key(folder / "key-encryption-key").read_text().strip()
    assert idp("keys", "create", IDP_KEY_ENCRYPTION_KEY=key).code == 0
    assert all(b"PRIVATE" not in path.read_bytes() for path in (folder / "keys").iterdir())
    assert idp("keys", "list", IDP_KEY_ENCRYPTION_KEY=key).code == 0
    assert "no key is configured" in idp("keys", "list").err


def test_a_key_that_is_set_before_the_folder_is_encrypted_is_told_what_to_run(
    installed: Run, folder: Path
) -> None:
    write_key(folder / "key-encryption-key")
    (folder / "idp.toml").write_text(CONFIG + FILE, encoding="utf-8")
    for words in (("check",), ("keys", "list"), ("people", "list")):
        said = installed(*words)
        assert said.code == 2
        assert "python -m idp keys encrypt" in said.out + said.err


def test_a_missing_key_and_a_wrong_key_are_told_apart(encrypted: Run, folder: Path) -> None:
    write_key(folder / "key-encryption-key")
    assert "and the configured one is" in encrypted("people", "list").err
    (folder / "key-encryption-key").unlink()
    said = encrypted("keys", "list")
    assert "No such file" in said.err
    assert "docs/operating.md" in said.err
    assert "No such file" in encrypted("check").out


def test_the_key_is_changed_and_the_trail_says_so(encrypted: Run, folder: Path) -> None:
    write_key(folder / "new")
    settings = FILE.replace("key-encryption-key", "new") + 'previous_key_file = "key-encryption-key"\n'
    (folder / "idp.toml").write_text(CONFIG + settings, encoding="utf-8")
    assert "Encrypted 9 files anew" in encrypted("keys", "rekey").out
    (folder / "key-encryption-key").unlink()
    (folder / "idp.toml").write_text(CONFIG + FILE.replace("key-encryption-key", "new"), encoding="utf-8")
    assert encrypted("keys", "list").code == 0
    assert "already" in encrypted("keys", "rekey").out
    assert "already" in encrypted("keys", "encrypt").out
    assert list_tags(folder) == ["keys.encrypted", "keys.rekeyed"]


def test_without_a_key_nothing_is_encrypted_and_the_setting_is_named(installed: Run) -> None:
    said = installed("keys", "encrypt")
    assert said.code == 2
    assert "key_encryption.key_file" in said.err


def test_a_backup_of_encrypted_keys_says_that_it_needs_the_key(encrypted: Run, folder: Path) -> None:
    assert "without it they are lost" in encrypted("backup", "copies").out
    (packed,) = (folder / "copies").glob("keys-*.tar")
    (folder / "restored").mkdir()
    subprocess.run(["tar", "-xf", packed, "-C", folder / "restored"], check=True)
    (folder / "restored/keys").chmod(0o700)
    config = (CONFIG + FILE).replace('keys = "keys"', 'keys = "restored/keys"')
    (folder / "idp.toml").write_text(config, encoding="utf-8")
    assert encrypted("keys", "list").code == 0


def test_a_backup_of_keys_in_clear_promises_nothing(installed: Run) -> None:
    assert "encrypted" not in installed("backup", "copies").out
