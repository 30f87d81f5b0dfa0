"""Zones have an order, and what is unknown is the weakest."""

from ipaddress import ip_address, ip_network

import pytest

from idp.policy.text import Text
from idp.policy.zones import Zone, Zones
from tests.unit.policy.demo import POLICY

ZONES = POLICY.zones


def test_a_text_is_swedish_for_every_language_but_english() -> None:
    text = Text("Skola", "School")
    assert [text.pick(language) for language in ("sv", "en", "fi")] == ["Skola", "School", "Skola"]


def test_an_unknown_name_is_the_default_zone() -> None:
    assert ZONES.get("demolished") is ZONES.default
    assert ZONES.rank("demolished") == 0
    assert "demolished" not in ZONES


@pytest.mark.parametrize(
    ("names", "weakest"),
    [
        (["admin", "skola"], "skola"),
        (["admin", "vpn", "skola"], "vpn"),
        (["admin", "demolished"], "remote"),
        (["admin"], "admin"),
        ([], "remote"),
    ],
)
def test_the_weakest_of_several_zones_follows_the_order_of_the_policy(names: list[str], weakest: str) -> None:
    assert ZONES.weakest_of(names) == weakest


def test_inside_zones_are_listed_weakest_first() -> None:
    assert [zone.name for zone in ZONES.inside] == ["skola", "admin"]


def build_zone(name: str, *networks: str) -> Zone:
    return Zone(name, False, tuple(map(ip_network, networks)), ("app",), Text(name, name))


def test_the_narrowest_network_decides_whatever_the_order() -> None:
    zones = Zones(
        (
            build_zone("remote", "192.0.2.8/29"),
            build_zone("town", "192.0.2.0/24"),
            build_zone("desk", "192.0.2.9/32"),
        )
    )
    found = {last: zones.find_network(ip_address(f"192.0.2.{last}")) for last in (7, 8, 9)}
    assert {last: (zone.name, str(network)) for last, (zone, network) in found.items() if zone} == {
        7: ("town", "192.0.2.0/24"),
        8: ("remote", "192.0.2.8/29"),
        9: ("desk", "192.0.2.9/32"),
    }


def test_one_network_in_two_zones_belongs_to_the_weaker() -> None:
    zones = Zones(
        (build_zone("remote"), build_zone("guest", "192.0.2.0/24"), build_zone("desk", "192.0.2.0/24"))
    )
    found = zones.find_network(ip_address("192.0.2.1"))
    assert found is not None
    assert found[0].name == "guest"


def test_the_two_families_of_addresses_are_never_mixed_up() -> None:
    zones = Zones((build_zone("remote"), build_zone("desk", "0.0.0.0/8")))
    assert zones.find_network(ip_address("::1")) is None
