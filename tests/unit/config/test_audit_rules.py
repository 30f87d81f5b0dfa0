"""A kind of events has a shorter time than the trail, or none of its own."""

from pathlib import Path

import pytest

from tests.unit.config.test_reading import GOOD, read, refuse

AUDIT = "\n[audit]\nkeep_days = 400\n\n[audit.shorter]\n"


def test_a_shorter_time_is_read(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD + AUDIT + "sign_in = 365\n")
    assert config.audit.shorter.list_days() == {"sign_in": 365}


def test_nothing_written_is_no_shorter_time(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).audit.shorter.list_days() == {}


@pytest.mark.parametrize("line", ["sign_in = 400", "sign_in = 89", 'sign_in = "365"', "logbook = 100", "sing_in = 100"])  # fmt: skip
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    text = GOOD + AUDIT + line + "\n"
    (refused,) = refuse(tmp_path, text)
    assert f":{len(text.splitlines())}: " in refused
