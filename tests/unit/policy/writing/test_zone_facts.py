"""What a zone is called, where it lies and its place in the order are written on their own lines."""

from dataclasses import replace

import pytest

from idp.policy.writing.rule import read_document
from idp.policy.writing.zone_facts import ZoneFacts, find_zone_facts, write_zone_facts
from tests.support.policies import TEXT, change

ORDER = '"remote", "gast", "vpn", "skola", "admin"'


def facts_of(zone: str) -> ZoneFacts:
    """Return what the policy says of a zone."""
    found = find_zone_facts(read_document(TEXT) or {}, zone)
    assert found is not None
    return found


def test_what_is_left_alone_changes_no_letter() -> None:
    for zone in ("remote", "gast", "vpn", "skola", "admin"):
        assert write_zone_facts(TEXT, zone, facts_of(zone)) == TEXT


@pytest.mark.parametrize(
    ("zone", "below", "order"),
    [
        ("vpn", "remote", '"remote", "vpn", "gast", "skola", "admin"'),
        ("gast", "", '"gast", "remote", "vpn", "skola", "admin"'),
        ("remote", "vpn", '"gast", "vpn", "remote", "skola", "admin"'),
        ("skola", "admin", '"remote", "gast", "vpn", "admin", "skola"'),
    ],
)
def test_a_zone_is_moved_in_the_order_and_nothing_else_is_written(zone: str, below: str, order: str) -> None:
    written = write_zone_facts(TEXT, zone, replace(facts_of(zone), below=below))
    assert written == change("zones", ORDER, order)


def test_a_name_and_a_place_are_written_on_their_lines() -> None:
    label = {"sv": "Bibliotekens nät", "en": "The libraries"}
    written = write_zone_facts(TEXT, "skola", ZoneFacts(label, False, "vpn")) or ""
    wanted = change("zones.skola", "inside = true", "inside = false")
    old = '{ sv = "Skolans nät", en = "The school network", fi = "Koulun verkko" }'
    assert written == change("zones.skola", old, '{ sv = "Bibliotekens nät", en = "The libraries" }', wanted)


def test_a_zone_that_the_order_forgot_is_put_in_and_one_that_is_not_there_is_not_written() -> None:
    forgot = change("zones", ORDER, ORDER.replace('"skola", ', ""))
    found = find_zone_facts(read_document(forgot) or {}, "skola")
    assert found is not None
    assert write_zone_facts(forgot, "skola", replace(found, below="vpn")) == TEXT
    assert find_zone_facts({}, "skola") is None
    assert write_zone_facts(TEXT, "nowhere", found) is None
    assert write_zone_facts("[", "skola", found) is None


def test_an_order_that_forms_cannot_write_in_is_left_to_a_person() -> None:
    listed = change(
        "zones", f"[{ORDER}]", '[\n  "remote", # all\n  "gast",\n  "vpn",\n  "skola",\n  "admin",\n]'
    )
    assert write_zone_facts(listed, "vpn", replace(facts_of("vpn"), below="remote")) is None
