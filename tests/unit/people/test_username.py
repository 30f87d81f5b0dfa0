"""Every spelling of a username leads to one, and none to somebody else's."""

import pytest

from idp.people.username import canonical_username


@pytest.mark.parametrize(
    "typed",
    ["margra001", "MARGRA001", "  margra001 ", "Margra001", "ｍａｒｇｒａ００１"],
    ids=["as it is", "capitals", "blanks around", "one capital", "full width"],
)
def test_one_person_has_many_spellings(typed: str) -> None:
    assert canonical_username(typed) == "margra001"


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert canonical_username("åsa") == canonical_username("a\u030asa") == canonical_username("ÅSA")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "a" * 65,
        "mar gra",
        "margra\x00001",
        "mar\ngra",
        "mar\u200bgra",
        "mar\u202egra",
        "\ud800",
        "a" * 10**6,
    ],
    ids=[
        "empty",
        "blanks",
        "65 letters",
        "blank",
        "NUL",
        "line",
        "zero width",
        "turned",
        "surrogate",
        "a million",
    ],
)
def test_what_cannot_be_a_username_is_nobodys(typed: str) -> None:
    assert canonical_username(typed) is None


def test_a_letter_of_another_alphabet_is_another_name() -> None:
    assert canonical_username("m\u0430rgra001") != canonical_username("margra001")
