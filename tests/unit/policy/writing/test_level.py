"""A level is written on its own lines, comes with its place in the order, and goes with what zones offer of it."""

from dataclasses import replace

import pytest

from idp.policy.loading import parse_policy
from idp.policy.writing.level import LevelFacts, add_level, find_level, write_level
from idp.policy.writing.level_removal import (
    list_asking,
    list_offering,
    list_offering_alone,
    remove_level,
)
from idp.policy.writing.rule import read_document
from tests.support.policies import TEXT, change

DOCUMENT = read_document(TEXT) or {}
CARD = LevelFacts(
    {"sv": "Kort", "en": "Card"},
    {"sv": "Du har visat kort.", "en": "You showed a card."},
    ("key",),
    ("adm",),
    "key",
)


def level_of(name: str) -> LevelFacts:
    """Return a level of the policy."""
    found = find_level(DOCUMENT, name)
    assert found is not None
    return found


def test_what_is_left_alone_changes_no_letter() -> None:
    for name in ("password", "mail", "sms", "recovery", "bypass", "token", "app", "key", "passkey"):
        assert write_level(TEXT, name, level_of(name)) == TEXT


def test_methods_words_and_realms_are_written_on_their_lines() -> None:
    before = level_of("sms")
    facts = replace(before, methods=("sms",), realms=("adm",), meaning={**before.meaning, "fi": "Koodi."})
    written = write_level(TEXT, "sms", facts) or ""
    assert '[levels.sms]\nmethods = ["sms"]\nrealms = ["adm"]\nlabel' in written
    assert 'fi = "Koodi." }' in written
    assert write_level(written, "sms", before) == TEXT


def test_a_level_is_moved_in_the_order() -> None:
    written = write_level(TEXT, "sms", replace(level_of("sms"), below=""))
    assert written == change("levels", '"password", "mail", "sms"', '"sms", "password", "mail"')


def test_a_level_comes_below_the_last_and_in_its_place_and_goes_again() -> None:
    written = add_level(TEXT, "card", CARD) or ""
    assert '"app", "key", "card", "passkey"]' in written
    assert (
        '\n\n[levels.card]\nmethods = ["key"]\nrealms = ["adm"]\nlabel = { sv = "Kort", en = "Card" }\n'
        'meaning = { sv = "Du har visat kort.", en = "You showed a card." }\n' in written
    )
    assert remove_level(written, "card") == TEXT
    assert add_level(TEXT, "app", CARD) is None


def test_a_level_goes_with_what_zones_offer_of_it_and_the_rest_is_a_policy() -> None:
    written = remove_level(TEXT, "recovery") or ""
    assert list_offering(DOCUMENT, "recovery") == ("remote", "gast", "vpn", "skola", "admin")
    assert "recovery" not in parse_policy(written, "draft").levels.names
    assert all("recovery" not in zone.offers for zone in parse_policy(written, "draft").zones)


def test_what_keeps_a_level_is_found() -> None:
    assert "vab" in list_asking(DOCUMENT, "mail")
    assert "console" in list_asking(DOCUMENT, "app")
    assert list_asking(DOCUMENT, "recovery") == ()
    alone = change(
        "zones.gast",
        'offers = ["mail", "sms", "recovery", "token", "app", "key", "passkey"]',
        'offers = ["app"]',
    )
    assert list_offering_alone(read_document(alone) or {}, "app") == ("gast",)


@pytest.mark.parametrize("text", ["[", "", 'levels = { order = ["a"], a = { methods = ["key"] } }\n'])
def test_a_layout_of_its_own_is_left_to_a_person(text: str) -> None:
    assert remove_level(text, "a") is None
    assert write_level(text, "a", CARD) is None
