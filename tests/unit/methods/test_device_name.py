"""What a device may be called (R43)."""

import pytest

from idp.methods.device_name import read_device_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Jobbtelefonen", "Jobbtelefonen"),
        ("  Privata   mobilen ", "Privata mobilen"),
        ("a\u030a", "å"),
        ("x" * 50, "x" * 50),
    ],
)
def test_a_name_is_kept_as_people_write_it(typed: str, name: str) -> None:
    assert read_device_name(typed) == name


@pytest.mark.parametrize("typed", ["", "   ", "x" * 51, "a\x00b", "a\u202eb", "a\u200bb", "\ud800"])
def test_an_empty_long_or_deceiving_name_is_refused(typed: str) -> None:
    assert read_device_name(typed) is None
