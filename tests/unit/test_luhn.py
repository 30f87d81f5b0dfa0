"""The check digit: one wrong digit, and almost every swap, is found."""

import pytest

from idp.luhn import has_check_digit


@pytest.mark.parametrize("digits", ["8301109289", "2120009903", "7992739871" + "3", "0", "18"])
def test_a_right_check_digit_is_right(digits: str) -> None:
    assert has_check_digit(digits)


@pytest.mark.parametrize("position", range(10))
def test_any_one_wrong_digit_is_found(position: int) -> None:
    right = "8301109289"
    for digit in set("0123456789") - {right[position]}:
        assert not has_check_digit(right[:position] + digit + right[position + 1 :])


@pytest.mark.parametrize("text", ["", "830110-9289", "８301109289", "²", "83O1109289"])
def test_what_is_no_row_of_digits_has_no_check_digit(text: str) -> None:
    assert not has_check_digit(text)
