"""What lies in the keys folder opens with the right key, under its own name, and not otherwise."""

import base64
from pathlib import Path

import pytest

from idp.config.sections.key_encryption import KeyEncryption
from idp.signing.envelope import IN_CLEAR, CannotOpen, Envelope
from tests.support.key_encryption import seal_with, write_key

PLAIN = b"0123456789abcdef0123456789abcdef"
SEAL = Path("/somewhere/seal.key")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return write_key(tmp_path / "key")


def test_what_was_closed_opens_again(key: Path) -> None:
    closed = seal_with(key).close("seal.key", PLAIN)
    assert PLAIN not in closed
    assert seal_with(key).open(SEAL, closed) == PLAIN


def test_the_same_key_from_the_environment_opens_it_too(key: Path) -> None:
    closed = seal_with(key).close("seal.key", PLAIN)
    urlsafe = base64.urlsafe_b64encode(base64.b64decode(key.read_text())).decode().rstrip("=")
    for written in (key.read_text(), urlsafe):
        assert Envelope(KeyEncryption(key=written)).open(SEAL, closed) == PLAIN


def test_a_file_does_not_open_under_anothers_name(key: Path) -> None:
    closed = seal_with(key).close("audit.key", PLAIN)
    with pytest.raises(CannotOpen, match="another file under this name"):
        seal_with(key).open(SEAL, closed)


@pytest.mark.parametrize("place", range(30, 120, 7))
def test_a_changed_file_does_not_open(key: Path, place: int) -> None:
    closed = bytearray(seal_with(key).close("seal.key", PLAIN))
    if place < len(closed):
        closed[place] = ord("A") if closed[place] != ord("A") else ord("B")
        with pytest.raises(CannotOpen, match="restore it from backup"):
            seal_with(key).open(SEAL, bytes(closed))


def test_another_key_is_told_by_its_name_and_what_to_do(key: Path, tmp_path: Path) -> None:
    closed = seal_with(key).close("seal.key", PLAIN)
    with pytest.raises(CannotOpen, match=r"encrypted with key [0-9a-f]{8}.*previous_key_file"):
        seal_with(write_key(tmp_path / "other")).open(SEAL, closed)


def test_what_a_previous_key_closed_opens(key: Path, tmp_path: Path) -> None:
    closed = seal_with(key).close("seal.key", PLAIN)
    both = seal_with(write_key(tmp_path / "new"), previous=key)
    assert both.open(SEAL, closed) == PLAIN
    assert not both.is_current(closed)
    assert both.is_current(both.close("seal.key", PLAIN))


def test_an_encrypted_file_without_a_key_says_which_settings_there_are(key: Path) -> None:
    closed = seal_with(key).close("seal.key", PLAIN)
    with pytest.raises(CannotOpen, match=r"key_encryption\.key_file or IDP_KEY_ENCRYPTION_KEY"):
        IN_CLEAR.open(SEAL, closed)


def test_a_file_in_clear_is_not_taken_for_an_encrypted_one(key: Path) -> None:
    """Who may write into the folder, and does not have the key, cannot put a key of their own there."""
    with pytest.raises(CannotOpen, match="keys encrypt"):
        seal_with(key).open(SEAL, PLAIN)


@pytest.mark.parametrize("written", ["", "short", "c2hvcnQ=", "A" * 44, "!" * 43, "A" * 64, "åäö"])
def test_a_key_that_is_no_key_is_refused_and_not_repeated(tmp_path: Path, written: str) -> None:
    path = tmp_path / "key"
    path.write_text(written, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(CannotOpen, match="openssl rand -base64 32") as refused:
        seal_with(path).close("seal.key", PLAIN)
    assert not written or written not in str(refused.value).replace(str(path), "")


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="gone: No such file"):
        seal_with(tmp_path / "gone").close("seal.key", PLAIN)


def test_a_key_file_that_everybody_may_read_is_refused(key: Path) -> None:
    key.chmod(0o644)
    with pytest.raises(CannotOpen, match="chmod o-rwx"):
        seal_with(key).close("seal.key", PLAIN)


def test_a_key_file_may_belong_to_root_and_be_read_by_the_group(key: Path) -> None:
    key.chmod(0o640)
    assert seal_with(key).open(SEAL, seal_with(key).close("seal.key", PLAIN)) == PLAIN


def test_nothing_of_a_key_is_shown() -> None:
    settings = KeyEncryption(key="c2VjcmV0")
    assert "c2VjcmV0" not in repr(settings) + repr(Envelope(settings))
