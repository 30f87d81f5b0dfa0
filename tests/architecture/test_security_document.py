"""docs/security.md names files that exist and the least versions that are installed."""

import re
from importlib.metadata import version
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
DOCUMENT = (CHECKOUT / "docs/security.md").read_text(encoding="utf-8")


def test_every_file_it_names_exists() -> None:
    named = set(re.findall(r"`((?:idp|tests|templates|clients|docs|requirements)/[\w/.-]+)`", DOCUMENT))
    assert len(named) > 60
    assert sorted(path for path in named if not (CHECKOUT / path).exists()) == []


def test_no_dependency_is_older_than_its_floor() -> None:
    floors = re.findall(r"^\| ([a-z0-9-]+) \| ([0-9.]+) \|", DOCUMENT, re.MULTILINE)
    assert len(floors) >= 6
    assert [name for name, floor in floors if numbers_of(version(name)) < numbers_of(floor)] == []


def numbers_of(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split(".") if part.isdigit())
