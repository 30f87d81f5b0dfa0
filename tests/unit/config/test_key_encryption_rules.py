"""The key-encryption key stands where it is safe, once, and apart from what it locks."""

from pathlib import Path

import pytest

from idp.config.key_encryption_rules import KEY_ENCRYPTION_RULES
from idp.config.problems import ConfigError
from idp.config.reading import read_config
from tests.unit.config.test_reading import GOOD, read, refuse

KEYS = {"keys": Path("/var/lib/idp/keys")}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"key_encryption.key": "x"},
        {"key_encryption.key_file": Path("/etc/idp/key")},
        {"key_encryption.key": "x", "key_encryption.previous_key_file": Path("/etc/idp/old")},
        {"key_encryption.key_file": Path("/var/lib/idp/keys-key"), **KEYS},
    ],
)
def test_a_sound_place_passes(values: dict[str, object]) -> None:
    assert [fault for rule in KEY_ENCRYPTION_RULES for fault in rule(values)] == []


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"key_encryption.key": "x", "key_encryption.key_file": Path("y")}, "key_encryption.key_file"),
        ({"key_encryption.previous_key": "x"}, "key_encryption.previous_key"),
        ({"key_encryption.previous_key_file": Path("x")}, "key_encryption.previous_key_file"),
        ({"key_encryption.key_file": Path("/var/lib/idp/keys/key"), **KEYS}, "key_encryption.key_file"),
        ({"key_encryption.key_file": Path("/var/lib/idp/x/../keys/key"), **KEYS}, "key_encryption.key_file"),
    ],
)
def test_an_unsound_one_is_refused_by_its_name(values: dict[str, object], key: str) -> None:
    assert [fault.key for rule in KEY_ENCRYPTION_RULES for fault in rule(values)] == [key]


def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (refused,) = refuse(tmp_path, f'{GOOD}\n[key_encryption]\nkey = "c2VjcmV0"\n')
    assert "IDP_KEY_ENCRYPTION_KEY" in refused
    assert "key_encryption.key_file" in refused
    assert "c2VjcmV0" not in refused


def test_a_key_in_the_environment_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD, IDP_KEY_ENCRYPTION_KEY="c2VjcmV0").key_encryption.key == "c2VjcmV0"


def test_an_unknown_setting_of_the_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "idp.toml").write_text(f'{GOOD}\n[key_encryption]\nfile = "x"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"no setting 'key_encryption\.file'"):
        read_config(tmp_path / "idp.toml", {})
