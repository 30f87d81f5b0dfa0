"""A zone comes into the policy's text with its place in the order, and goes with everything that services say of it."""

import pytest

from idp.policy.writing.rule import read_document
from idp.policy.writing.whole_zone import NewZone, add_zone, find_next_weaker, list_naming, remove_zone
from tests.support.policies import TEXT, change

BATHS = NewZone(
    {"sv": "Badhuset", "en": "The baths"},
    False,
    ("198.51.100.64/27",),
    ("mail", "sms", "recovery", "token", "app", "key", "passkey"),
    "vpn",
)
DOCUMENT = read_document(TEXT) or {}


def test_a_zone_is_written_and_put_in_its_place_and_is_taken_away_again() -> None:
    written = add_zone(TEXT, "badhus", BATHS) or ""
    assert 'order = ["remote", "gast", "vpn", "badhus", "skola", "admin"]' in written
    assert (
        '\n\n[zones.badhus]\ninside = false\nnetworks = ["198.51.100.64/27"]\n'
        'offers = ["mail", "sms", "recovery", "token", "app", "key", "passkey"]\n'
        'label = { sv = "Badhuset", en = "The baths" }\n\n\n# --- The provider' in written
    )
    assert remove_zone(written, "badhus") == TEXT


def test_a_zone_goes_with_what_services_ask_for_there() -> None:
    text = change(
        "services.vab", 'outside = "mail"', 'outside = "mail"\nzones = { vpn = "app", gast = "never" }'
    )
    assert list_naming(read_document(text) or {}, "vpn") == ("vab", "console")
    written = remove_zone(text, "vpn") or ""
    assert "A tunnel makes a kitchen table" not in written
    assert 'zones = { gast = "never" }' in written
    assert 'order = ["remote", "gast", "skola", "admin"]' in written
    assert "zones" not in (read_document(written) or {})["services"]["console"]


def test_the_strongest_of_a_kind_comes_above_the_last_of_it() -> None:
    assert find_next_weaker(DOCUMENT, inside=False) == "vpn"
    assert find_next_weaker(DOCUMENT, inside=True) == "admin"
    assert find_next_weaker({"zones": {"remote": {"inside": False}}}, inside=True) == "remote"
    assert find_next_weaker({}, inside=True) == ""


@pytest.mark.parametrize("text", ["[", "", 'zones = { order = ["a"], a = { inside = false } }\n'])
def test_a_layout_of_its_own_is_left_to_a_person(text: str) -> None:
    assert remove_zone(text, "a") is None
    if text:
        assert add_zone(text, "badhus", BATHS) is None


def test_an_order_with_a_comment_on_each_line_is_left_to_a_person() -> None:
    listed = '[\n  "remote", # everybody\n  "gast",\n  "vpn",\n  "skola",\n  "admin",\n]'
    text = change("zones", '["remote", "gast", "vpn", "skola", "admin"]', listed)
    assert add_zone(text, "badhus", BATHS) is None
    written = remove_zone(text, "gast") or ""
    assert '"remote", # everybody\n  "vpn",' in written
