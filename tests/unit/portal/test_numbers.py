"""The form of Mina SMS-nummer takes digits, at most two different mobile numbers, and nothing (R25–R29)."""

import pytest

from idp.errors import Problem
from idp.i18n import load_catalogues
from idp.methods.read_number import NumberFault
from idp.portal.numbers import SAME_TWICE, fill_form, read_numbers, write_number

FIRST, SECOND = "+46701740605", "+46701740606"
NOT_DIGITS = "portal.numbers.fault.not_digits"


@pytest.mark.parametrize(
    ("number", "number_2", "stated"),
    [
        ("0701740605", "", (FIRST,)),
        ("", "0701740605", (FIRST,)),
        ("0701740605", "0046701740606", (FIRST, SECOND)),
        (" 0701740605 ", "  ", (FIRST,)),
        ("", "", ()),
    ],
)
def test_each_field_states_one_number_or_none(number: str, number_2: str, stated: tuple[str, ...]) -> None:
    assert read_numbers({"number": number, "number_2": number_2}) == stated


def test_a_form_without_the_fields_states_nothing() -> None:
    assert read_numbers({}) == ()


@pytest.mark.parametrize(
    "typed", ["070-1740605", "070 1740605", "+46701740605", "０７０１７４０６０５", "070174060å"]
)
def test_anything_but_digits_is_refused_at_its_field(typed: str) -> None:
    assert read_numbers({"number": "0701740605", "number_2": typed}) == (Problem("number_2", NOT_DIGITS),)


@pytest.mark.parametrize("typed", ["0980319247", "701740605", "07017406051"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    assert isinstance(read_numbers({"number": typed})[0], Problem)


def test_both_fields_tell_their_own_fault() -> None:
    problems = read_numbers({"number": "x", "number_2": "0980319247"})

    assert [problem.field_name for problem in problems if isinstance(problem, Problem)] == [
        "number",
        "number_2",
    ]


def test_the_same_number_written_two_ways_is_refused() -> None:
    form = {"number": "0701740605", "number_2": "46701740605"}

    assert read_numbers(form) == (Problem("number_2", SAME_TWICE),)


@pytest.mark.parametrize("fault", NumberFault)
def test_every_fault_has_words(fault: NumberFault) -> None:
    assert all(catalogue.has(f"portal.numbers.fault.{fault}") for catalogue in load_catalogues().values())


@pytest.mark.parametrize("e164", [FIRST, "+4791234567"])
def test_a_stored_number_is_shown_in_digits_only(e164: str) -> None:
    assert write_number(e164).isdecimal()


def test_what_is_shown_is_read_as_what_is_stored() -> None:
    assert read_numbers(fill_form((FIRST, SECOND))) == (FIRST, SECOND)


def test_the_fields_left_over_are_empty() -> None:
    assert fill_form((FIRST,)) == {"number": "0701740605", "number_2": ""}
