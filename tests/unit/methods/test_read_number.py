"""Which numbers are taken, and in which spelling (R28, R29)."""

import pytest

from idp.methods.read_number import NumberFault, WrongNumber, read_number

NOT_DIGITS = WrongNumber(NumberFault.NOT_DIGITS)
NOT_MOBILE = WrongNumber(NumberFault.NOT_MOBILE)
NOT_ALLOWED_COUNTRY = WrongNumber(NumberFault.NOT_ALLOWED_COUNTRY)


@pytest.mark.parametrize("typed", ["0701740605", "46701740605", "0046701740605", " 0701740605 "])
def test_three_spellings_are_one_number(typed: str) -> None:
    assert read_number(typed) == "+46701740605"


@pytest.mark.parametrize("start", ["070", "072", "073", "076", "079"])
def test_every_mobile_series_is_taken(start: str) -> None:
    assert read_number(f"{start}1740605") == f"+46{start[1:]}1740605"


@pytest.mark.parametrize(
    "typed",
    ["070-1740605", "070 1740605", "+46701740605", "", "abc", "０７０１７４０６０５", "٠٧٠١٧٤٠٦٠٥", "0701740605\x00",
     "0" * 21],
    ids=["hyphen", "blank", "plus", "nothing", "letters", "full width", "Arabic digits", "NUL", "endless"],
)  # fmt: skip
def test_anything_but_digits_is_refused(typed: str) -> None:
    assert read_number(typed) == NOT_DIGITS


@pytest.mark.parametrize(
    "typed",
    ["0980319247", "0846500400", "07017406051", "070174060", "0711740605", "112", "0", "00"],
    ids=["fixed line", "Stockholm", "a digit more", "a digit less", "a machine's", "emergency", "0", "00"],
)
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    assert read_number(typed) == NOT_MOBILE


def test_a_number_without_its_leading_zero_is_refused() -> None:
    assert isinstance(read_number("701740605"), WrongNumber)


def test_another_countrys_number_is_taken_only_where_it_is_allowed() -> None:
    norwegian = "004740612345"
    assert read_number(norwegian) == NOT_ALLOWED_COUNTRY
    assert read_number(norwegian, countries=("SE", "NO")) == "+4740612345"
