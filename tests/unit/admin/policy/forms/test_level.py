"""The form of a level says what is wrong with what was typed, and loses nothing that it does not show."""

import pytest

from idp.admin.policy.forms.level import Ticked, read_level, read_new_level, read_ticked, show_level
from idp.policy.writing.level import LevelFacts, find_level
from idp.policy.writing.rule import read_document
from tests.support.policies import change

LATIN = change("levels.app", 'en = "Authenticator app"', 'en = "Authenticator app", la = "Instrumentum"')
DOCUMENT = read_document(LATIN) or {}
APP = find_level(DOCUMENT, "app")
TICKED = Ticked(("password", "totp"), ())


def test_the_form_as_it_is_first_shown_changes_nothing() -> None:
    assert APP is not None
    assert read_level(show_level(APP), TICKED, "app", APP, DOCUMENT) == APP


def test_only_what_there_is_can_be_ticked() -> None:
    assert read_ticked(["totp", "password", "magic"], ["adm", "moon"], ("skola", "adm")) == Ticked(
        ("password", "totp"), ("adm",)
    )


def test_a_new_level_is_read() -> None:
    form = {"name-sv": "Kort", "meaning-sv": "Du har visat kort.", "below": "-"}
    found = read_new_level(form, Ticked(("key",), ("adm",)), DOCUMENT)
    assert not isinstance(found, tuple)
    assert found.key == "kort"
    words = ({"sv": "Kort", "en": "Kort"}, {"sv": "Du har visat kort.", "en": "Du har visat kort."})
    assert found.facts == LevelFacts(*words, ("key",), ("adm",), "")


@pytest.mark.parametrize(
    ("typed", "ticked", "wrong"),
    [
        ({"name-sv": ""}, TICKED, {"name-sv"}),
        ({"meaning-sv": " "}, TICKED, {"meaning-sv"}),
        ({"meaning-en": "x" * 241}, TICKED, {"meaning-en"}),
        ({"below": ""}, TICKED, {"below"}),
        ({"below": "app"}, TICKED, {"below"}),
        ({}, Ticked((), ()), {"methods"}),
    ],
)
def test_each_thing_that_is_wrong_is_told_at_its_field(
    typed: dict[str, str], ticked: Ticked, wrong: set[str]
) -> None:
    assert APP is not None
    found = read_level({**show_level(APP), **typed}, ticked, "app", APP, DOCUMENT)
    assert isinstance(found, tuple)
    assert {problem.field_name for problem in found} == wrong
    taken = read_new_level({**show_level(APP), "key": "app"}, TICKED, DOCUMENT)
    assert isinstance(taken, tuple)
    assert {problem.field_name for problem in taken} == {"key"}
