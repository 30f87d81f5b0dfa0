"""Every language says the same things."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from clients.relying_party.language import LANGUAGES

CLIENTS = Path(__file__).parents[2] / "clients"
PACKAGES = ["relying_party", "payslips", "sick_child"]


def flatten(texts: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in texts.items():
        flat |= flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def read(package: str, language: str) -> dict[str, str]:
    return flatten(tomllib.loads((CLIENTS / package / "texts" / f"{language}.toml").read_text("utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("package", PACKAGES)
def test_every_language_has_the_same_texts_with_the_same_blanks(package: str, language: str) -> None:
    swedish, other = read(package, "sv"), read(package, language)
    assert swedish.keys() == other.keys()
    for key, text in swedish.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", other[key])), key


@pytest.mark.parametrize("package", PACKAGES)
def test_no_text_uses_words_that_people_do_not(package: str) -> None:
    for key, text in read(package, "sv").items():
        assert not re.search(r"autentisering|session|MFA|token|validering", text, re.IGNORECASE), key


def test_the_applications_import_nothing_from_the_provider() -> None:
    for file in CLIENTS.rglob("*.py"):
        assert not re.search(r"^\s*(from|import) idp\b", file.read_text("utf-8"), re.MULTILINE), file
