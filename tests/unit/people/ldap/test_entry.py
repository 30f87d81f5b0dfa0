"""Nothing that a directory holds is trusted to be there, or to be text."""

import pytest

from idp.people.ldap.entry import LONGEST
from tests.unit.people.ldap.entries import entry


def test_attributes_are_found_whatever_their_letters_case() -> None:
    held = entry(displayName="Anna")
    assert {held.text(name) for name in ("displayName", "DISPLAYNAME", "displayname")} == {"Anna"}


@pytest.mark.parametrize("attribute", [None, "", "missing", "empty"])
def test_what_is_not_there_is_none(attribute: str | None) -> None:
    held = entry(empty="")
    assert (held.raw(attribute), held.text(attribute)) == (None, None)


def test_text_is_one_line_without_what_cannot_be_seen() -> None:
    assert entry(name="Anna\r\n\tElfström\x00\u200b  Lind ").text("name") == "Anna Elfström Lind"


def test_text_that_is_no_utf_8_is_none_and_bytes_stay_as_they_are() -> None:
    held = entry(photo=b"\xff\xd8\xff")
    assert (held.text("photo"), held.raw("photo"), held.texts("photo")) == (None, b"\xff\xd8\xff", ())


def test_a_long_text_is_cut_and_a_long_list_is_whole() -> None:
    held = entry(name="x" * 5000, memberOf=["CN=" + "y" * 500, "CN=z"])
    assert len(held.text("name") or "") == LONGEST
    assert [len(value) for value in held.texts("memberOf")] == [503, 4]


@pytest.mark.parametrize(
    ("written", "number"), [("512", 512), ("-1", -1), ("0x2", None), ("1e3", None), ("", None)]
)
def test_a_number_is_whole_or_none(written: str, number: int | None) -> None:
    assert entry(userAccountControl=written).number("userAccountControl") == number
