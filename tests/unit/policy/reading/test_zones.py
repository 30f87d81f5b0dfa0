"""Zones are refused when a network or an order could let someone inside by mistake."""

from ipaddress import ip_network

import pytest

from idp.policy.reading.zones import read_zones
from idp.policy.zones import Zones
from tests.unit.policy.demo import POLICY
from tests.unit.policy.reading.parts import read

HOME = 'home = { inside = false, networks = [], offers = ["app"], label = { sv = "x", en = "x" } }'


def write_office(
    networks: str = "[]", offers: str = '["password"]', inside: str = "true", name: str = "office"
) -> str:
    return f'{name} = {{ inside = {inside}, networks = {networks}, offers = {offers}, label = {{ sv = "x", en = "x" }} }}'


def read_toml(*lines: str, order: str = '["home", "office"]') -> tuple[Zones, list[str]]:
    return read("\n".join([f"order = {order}", *lines]), lambda fields: read_zones(fields, POLICY.levels))


def test_zones_are_read_in_order_with_what_they_offer_weakest_first() -> None:
    zones, faults = read_toml(write_office('["192.0.2.0/26", "2001:db8::/48"]', '["app", "password"]'), HOME)
    assert faults == []
    assert zones.names == ("home", "office")
    assert zones.get("office").offers == ("password", "app")
    assert zones.get("office").networks == (ip_network("192.0.2.0/26"), ip_network("2001:db8::/48"))


@pytest.mark.parametrize(
    ("networks", "fault"),
    [
        ('["0.0.0.0/0"]', "part.office.networks puts 0.0.0.0/0 inside; name the workplace's own networks"),
        ('["::/0"]', "part.office.networks puts ::/0 inside; name the workplace's own networks"),
        ('["128.0.0.0/1"]', "part.office.networks puts 128.0.0.0/1 inside; name the workplace's own networks"),
        ('["192.0.2.1/26"]', "part.office.networks holds '192.0.2.1/26', which is no network; did you mean '192.0.2.0/26'?"),
        ('["office"]', "part.office.networks holds 'office', which is no network; write it as \"192.0.2.0/26\" or \"2001:db8:a::/48\""),
        ('["::ffff:192.0.2.0/122"]', "part.office.networks holds '::ffff:192.0.2.0/122', which never matches; write the IPv4 network"),
    ],
)  # fmt: skip
def test_a_network_that_cannot_be_meant_is_refused(networks: str, fault: str) -> None:
    assert read_toml(HOME, write_office(networks))[1] == [fault]


def test_the_widest_networks_of_a_workplace_are_let_be() -> None:
    assert (
        read_toml(HOME, write_office('["10.0.0.0/8", "fd00::/16", "193.180.0.0/16", "2a00::/32"]'))[1] == []
    )


@pytest.mark.parametrize("network", ["193.0.0.0/15", "2a00::/31", "fc00::/7", "10.0.0.0/7"])
def test_a_network_that_holds_other_peoples_homes_is_never_inside(network: str) -> None:
    (fault,) = read_toml(HOME, write_office(f'["{network}"]'))[1]
    assert fault.startswith(f"part.office.networks puts {network} inside")


@pytest.mark.parametrize("network", ["0.0.0.0/0", "::/0", "0.0.0.0/1", "64.0.0.0/7"])
def test_addresses_nobody_knows_are_in_the_weakest_zone_and_no_other(network: str) -> None:
    home = HOME.replace("networks = []", f'networks = ["{network}"]')
    assert read_toml(home, write_office('["192.0.2.0/26"]'))[1] == []
    _, faults = read_toml(HOME, write_office(f'["{network}"]', '["app"]', "false"))
    (fault,) = faults
    assert fault.startswith(f"part.office holds {network}, although addresses nobody knows are for 'home'; ")


def test_a_wide_network_may_be_outside() -> None:
    assert read_toml(HOME, write_office('["11.0.0.0/8"]', '["app"]', "false"))[1] == []


def test_a_network_in_two_zones_is_refused() -> None:
    other = write_office('["192.0.2.0/26"]', name="branch")
    _, faults = read_toml(HOME, write_office('["192.0.2.0/26"]'), other, order='["home", "office", "branch"]')
    assert faults == ["part.branch holds 192.0.2.0/26, which 'office' holds too; leave it in one of them"]


def test_a_narrower_network_within_another_zone_is_let_be() -> None:
    other = write_office('["192.0.2.0/28"]', name="branch")
    assert (
        read_toml(HOME, write_office('["192.0.2.0/26"]'), other, order='["home", "office", "branch"]')[1]
        == []
    )


def test_an_order_that_begins_inside_is_refused() -> None:
    assert read_toml(HOME, write_office(), order='["office", "home"]')[1] == [
        "part.order begins with 'office', the zone of unknown addresses, which is inside; begin outside",
        "part.order puts 'home', which is outside, above 'office', which is inside; put every outside zone first",
    ]


@pytest.mark.parametrize(
    ("offers", "fault"),
    [
        ("[]", "part.office.offers is empty; offer at least one level: nobody could sign in here"),
        ('["pasword"]', "part.office.offers names an unknown level 'pasword'; did you mean 'password'?"),
    ],
)
def test_a_zone_offers_levels_that_exist(offers: str, fault: str) -> None:
    assert read_toml(HOME, write_office(offers=offers))[1] == [fault]


def test_a_key_that_is_misspelt_is_refused() -> None:
    misspelt = write_office().replace("networks", "network")
    assert read_toml(HOME, misspelt)[1] == [
        "part.office has no 'networks'; write networks = [\"192.0.2.0/26\"]",
        "part.office.network is not a key of the policy; did you mean 'networks'?",
    ]
