"""The forms of a new service and a new network say what is wrong with what was typed."""

import pytest

from idp.admin.policy.forms.facts import make_key, read_texts
from idp.admin.policy.forms.new_service import NewService, read_new_service
from idp.admin.policy.forms.new_zone import NamedZone, list_first_offers, read_new_zone
from idp.policy.writing.rule import read_document
from tests.support.policies import TEXT

DOCUMENT = read_document(TEXT) or {}
SERVICE = {
    "name-sv": "Bygglov",
    "who": "everyone",
    "inside": "password",
    "outside": "never",
    "hours": "always",
    "start": "https://bygglov.example/",
    "tile": "yes",
}
ZONE = {"name-sv": "Badhuset", "place": "inside", "networks": "192.0.2.128/26"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Vård & omsorg", "vard-omsorg"),
        (" Ärenden (2026) ", "arenden-2026"),
        ("ÅÄÖ" * 30, ("aao" * 30)[:40]),
        ("日本", ""),
    ],
)
def test_a_short_name_is_made_of_the_swedish_one(name: str, key: str) -> None:
    assert make_key(name) == key


def test_english_is_the_swedish_unless_typed_and_nothing_stands_without_swedish() -> None:
    assert read_texts({"name-sv": " A ", "name-fi": "B"}, "name") == {"sv": "A", "en": "A", "fi": "B"}
    assert read_texts({"name-sv": "A", "name-en": "C"}, "name") == {"sv": "A", "en": "C"}
    assert read_texts({"name-en": "C"}, "name") == {}
    assert read_texts({"name-sv": "A  b\r\n\r\n c ", "name-en": "D"}, "name") == {"sv": "A  b c", "en": "D"}


def test_a_service_is_read() -> None:
    found = read_new_service(SERVICE, DOCUMENT)
    assert isinstance(found, NewService)
    assert (found.key, found.facts.is_tile, found.rule.groups) == ("bygglov", True, ("everyone",))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name-sv": " "}, {"name-sv"}),
        ({"name-sv": "", "key": "Nej"}, {"name-sv", "key"}),
        ({"name-en": "x" * 121}, {"name-en"}),
        ({"key": "vab"}, {"key"}),
        ({"key": "order"}, {"key"}),
        ({"name-sv": "日本"}, {"key"}),
        ({"start": ""}, {"start"}),
        ({"start": "javascript:alert(1)"}, {"start"}),
        ({"description-en": "Only this"}, {"description-sv"}),
        ({"description-sv": "x" * 241}, {"description-sv"}),
        ({"inside": "made up", "who": ""}, {"inside", "who"}),
    ],
)
def test_each_thing_that_is_wrong_with_a_service_is_told_at_its_field(
    typed: dict[str, str], wrong: set[str]
) -> None:
    found = read_new_service(SERVICE | typed, DOCUMENT)
    assert isinstance(found, tuple)
    assert {problem.field_name for problem in found} == wrong


def test_a_zone_comes_above_the_others_of_its_kind() -> None:
    found = read_new_zone(ZONE, ["app", "password", "no level"], DOCUMENT)
    assert isinstance(found, NamedZone)
    assert (found.key, found.zone.below, found.zone.offers) == ("badhuset", "admin", ("password", "app"))
    assert list_first_offers(DOCUMENT)[0] == "mail"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"place": ""}, {"place"}),
        ({"below": "nowhere"}, {"below"}),
        ({"below": "gast"}, {"below"}),
        ({"place": "outside", "below": "skola"}, {"below"}),
        ({"networks": " "}, {"networks"}),
        ({"networks": "10.0.0.0/4"}, {"networks"}),
        ({"networks": "192.0.2.0/26"}, {"networks"}),
        ({"key": "vpn"}, {"key"}),
    ],
)
def test_each_thing_that_is_wrong_with_a_zone_is_told_at_its_field(
    typed: dict[str, str], wrong: set[str]
) -> None:
    found = read_new_zone(ZONE | typed, ["app"], DOCUMENT)
    assert isinstance(found, tuple)
    assert {problem.field_name for problem in found} == wrong


def test_a_zone_that_offers_nothing_is_refused() -> None:
    found = read_new_zone(ZONE, [], DOCUMENT)
    assert isinstance(found, tuple)
    assert [problem.field_name for problem in found] == ["offers"]
