"""The form of what a zone is called and where it lies opens nothing up by mistake."""

import pytest

from idp.admin.policy.forms.zone_facts import read_zone_facts, show_zone_facts
from idp.policy.writing.rule import read_document
from idp.policy.writing.zone_facts import ZoneFacts, find_zone_facts
from tests.support.policies import TEXT, change

WORLD = change("zones.vpn", '["198.51.100.0/27"]', '["20.0.0.0/8", "not a network"]')


def read(zone: str, text: str = TEXT, **typed: str) -> ZoneFacts | set[tuple[str, str]]:
    """Return what the form of a zone says with these fields typed otherwise, or the fields that are wrong and why."""
    document = read_document(text) or {}
    before = find_zone_facts(document, zone)
    assert before is not None
    found = read_zone_facts({**show_zone_facts(before), **typed}, zone, before, document)
    if isinstance(found, ZoneFacts):
        return found
    return {(problem.field_name, problem.key.rpartition(".")[2]) for problem in found}


def test_the_form_as_it_is_first_shown_changes_nothing() -> None:
    for zone in ("remote", "gast", "vpn", "skola", "admin"):
        assert read(zone) == find_zone_facts(read_document(TEXT) or {}, zone)


def test_a_zone_comes_above_the_others_of_its_kind_when_nothing_is_chosen() -> None:
    moved = read("gast", below="", **{"name-sv": "Lånat nät", "name-en": "", "name-fi": ""})
    assert moved == ZoneFacts({"sv": "Lånat nät", "en": "Lånat nät"}, False, "vpn")
    assert read("vpn", place="inside", below="") == ZoneFacts(
        {"sv": "Kommunens vpn", "en": "The municipal VPN", "fi": "Kunnan VPN"}, True, "admin"
    )


@pytest.mark.parametrize(
    ("zone", "text", "typed", "wrong"),
    [
        ("remote", TEXT, {"place": "inside"}, {("below", "weakest")}),
        ("gast", TEXT, {"place": "inside"}, {("below", "below_outside")}),
        ("gast", TEXT, {"below": "skola"}, {("below", "above_inside")}),
        ("gast", TEXT, {"below": "gast"}, {("below", "below")}),
        ("gast", TEXT, {"place": ""}, {("place", "place")}),
        ("gast", TEXT, {"name-sv": " "}, {("name-sv", "name")}),
        ("admin", TEXT, {"place": "outside"}, {("below", "above_inside")}),
        ("vpn", WORLD, {"place": "inside", "below": ""}, {("place", "too_wide")}),
    ],
)
def test_what_would_open_the_workplace_up_is_refused_at_its_field(
    zone: str, text: str, typed: dict[str, str], wrong: set[tuple[str, str]]
) -> None:
    assert read(zone, text, **typed) == wrong


def test_no_zone_of_the_workplace_gets_the_unknown_addresses() -> None:
    alone = TEXT
    for zone in ("gast", "vpn"):
        alone = change(f"zones.{zone}", "inside = false", "inside = true", alone)
    assert read("remote", alone, below="gast") == {("below", "begins")}
    assert read("remote", alone, place="inside", below="gast") == {("below", "begins")}
