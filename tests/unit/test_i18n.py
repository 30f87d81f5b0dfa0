"""The person's language is chosen from what is offered, and a text is found by its key."""

from pathlib import Path

import pytest

from idp.i18n import Catalogue, UnknownText, choose_language, load_catalogues

OFFERED = ("en", "sv")


@pytest.mark.parametrize(
    ("wishes", "chosen"),
    [
        (["en-GB", "sv"], "en"),
        (["sv-FI"], "sv"),
        (["de", "en_US"], "en"),
        (["EN"], "en"),
        (["de"], "sv"),
        ([], "sv"),
        ([""], "sv"),
    ],
)
def test_the_first_wish_that_is_offered_wins_and_swedish_is_the_default(
    wishes: list[str], chosen: str
) -> None:
    assert choose_language(wishes, OFFERED) == chosen


def test_placeholders_are_filled() -> None:
    assert Catalogue("sv", {"a.b": "Hej {name}"}).text("a.b", name="Maria") == "Hej Maria"


def test_braces_in_a_value_are_left_alone() -> None:
    assert (
        Catalogue("sv", {"a.b": "Hej {name}"}).text("a.b", name="{name.__class__}") == "Hej {name.__class__}"
    )


@pytest.mark.parametrize(("n", "text"), [(1, "1 minut"), (2, "2 minuter"), (0, "0 minuter")])
def test_a_plural_follows_its_number(n: int, text: str) -> None:
    catalogue = Catalogue("sv", {"a.b": {"one": "{n} minut", "other": "{n} minuter"}})
    assert catalogue.text("a.b", n=n) == text


def test_a_missing_key_is_an_error_that_names_language_and_key() -> None:
    with pytest.raises(UnknownText, match=r"sv: a\.b"):
        Catalogue("sv", {}).text("a.b")


def test_a_new_language_is_a_new_folder(tmp_path: Path) -> None:
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "signin.toml").write_text('[password]\ntitle = "Salasana"\n', encoding="utf-8")
    assert load_catalogues(tmp_path)["fi"].text("signin.password.title") == "Salasana"
