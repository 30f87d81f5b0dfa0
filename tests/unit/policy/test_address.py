"""Where a request comes from is judged from the right, and everything in doubt is outside."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.policy.address import LONGEST_HEADER, OWN_SOCKET, Placement, Why, parse_address, place
from tests.unit.policy.demo import POLICY

ZONES = POLICY.zones
PROXIES = (ip_network("10.1.0.0/24"), ip_network("2001:db8:f::/64"))
PROXY, OTHER_PROXY = "10.1.0.1", "10.1.0.2"
OFFICE, SCHOOL, VPN, GUEST, HOME = "192.0.2.10", "192.0.2.70", "198.51.100.4", "203.0.113.5", "198.18.0.1"


def find(peer: str | None, *lines: str) -> Placement:
    return place(peer, lines, PROXIES, ZONES)


@pytest.mark.parametrize(
    ("address", "zone", "rule"),
    [
        (OFFICE, "admin", "192.0.2.0/26"),
        ("192.0.2.63", "admin", "192.0.2.0/26"),
        ("192.0.2.64", "skola", "192.0.2.64/26"),
        ("192.0.2.127", "skola", "192.0.2.64/26"),
        ("192.0.2.128", "remote", None),
        ("2001:db8:a::7", "admin", "2001:db8:a::/48"),
        ("2001:db8:b::7", "skola", "2001:db8:b::/48"),
        ("2001:db8:c::7", "remote", None),
        (VPN, "vpn", "198.51.100.0/27"),
        (GUEST, "gast", "203.0.113.0/28"),
        (HOME, "remote", None),
    ],
)
def test_an_address_is_in_the_zone_of_its_network(address: str, zone: str, rule: str | None) -> None:
    why = Why.MATCHED if rule else Why.NO_NETWORK
    assert find(address) == Placement(zone, address, "peer", rule, why)


def test_a_forged_header_from_someone_who_is_no_proxy_is_ignored() -> None:
    assert find(HOME, OFFICE) == Placement("remote", HOME, "peer", None, Why.NO_NETWORK)


def test_a_forged_first_hop_behind_the_proxy_is_ignored() -> None:
    placed = find(PROXY, f"{OFFICE}, {HOME}")
    assert placed == Placement("remote", HOME, "forwarded 1 from the right", None, Why.NO_NETWORK)


def test_the_walk_passes_trusted_proxies_and_tells_which_hop_it_stopped_at() -> None:
    placed = find(PROXY, f"{HOME}, {OFFICE}, {OTHER_PROXY}")
    assert placed == Placement("admin", OFFICE, "forwarded 2 from the right", "192.0.2.0/26", Why.MATCHED)


def test_several_header_lines_are_one_chain_in_their_order() -> None:
    assert find(PROXY, OFFICE, HOME).zone == "remote"
    assert find(PROXY, HOME, f"{OFFICE}, {OTHER_PROXY}").zone == "admin"


def test_a_proxy_reached_over_ipv6_is_trusted_too() -> None:
    assert find("2001:db8:f::1", OFFICE).zone == "admin"


def test_on_our_own_socket_the_header_is_walked_as_a_trusted_proxys() -> None:
    assert find(OWN_SOCKET, OFFICE).zone == "admin"
    assert find(OWN_SOCKET, f"{OFFICE}, {HOME}").zone == "remote"
    assert find(OWN_SOCKET, f"{HOME}, {OFFICE}, {PROXY}").hop == "forwarded 2 from the right"


def test_a_proxy_written_as_mapped_ipv6_is_the_same_proxy() -> None:
    assert find(f"::ffff:{PROXY}", OFFICE).zone == "admin"


@pytest.mark.parametrize(
    ("peer", "lines", "why"),
    [
        (None, (), Why.NO_PEER),
        ("", (OFFICE,), Why.NO_PEER),
        ("unix:", (OFFICE,), Why.PEER_UNREADABLE),
        (OWN_SOCKET, (), Why.NO_HEADER),
        (OWN_SOCKET, (f"{OFFICE}, unknown",), Why.HOP_UNREADABLE),
        (OWN_SOCKET, (PROXY,), Why.ONLY_PROXIES),
        (PROXY, (), Why.NO_HEADER),
        (PROXY, ("",), Why.NO_HEADER),
        (PROXY, (" \t ",), Why.NO_HEADER),
        (PROXY, (OTHER_PROXY,), Why.ONLY_PROXIES),
        (PROXY, (f"{OTHER_PROXY}, {PROXY}",), Why.ONLY_PROXIES),
        (PROXY, (f"{OFFICE},",), Why.HOP_UNREADABLE),
        (PROXY, (OFFICE, ""), Why.HOP_UNREADABLE),
        (PROXY, (f"{OFFICE}, , {OTHER_PROXY}",), Why.HOP_UNREADABLE),
        (PROXY, (f"{OFFICE}, unknown",), Why.HOP_UNREADABLE),
        (PROXY, ("," * LONGEST_HEADER + OFFICE,), Why.HEADER_TOO_LONG),
        (PROXY, (OFFICE,) + ("a" * 600,) * 7, Why.HEADER_TOO_LONG),
        (PROXY, ("a" * 1_000_000,), Why.HEADER_TOO_LONG),
    ],
)
def test_what_cannot_be_judged_is_in_the_default_zone(
    peer: str | None, lines: tuple[str, ...], why: Why
) -> None:
    placed = find(peer, *lines)
    assert (placed.zone, placed.address, placed.rule, placed.why) == ("remote", None, None, why)


def test_the_proxys_own_address_is_never_the_persons() -> None:
    zones_with_proxy_inside = (ip_network("192.0.2.0/26"),)
    assert place(OFFICE, (), zones_with_proxy_inside, ZONES).zone == "remote"
    assert place(OFFICE, (OFFICE,), zones_with_proxy_inside, ZONES).zone == "remote"


@pytest.mark.parametrize(
    "written",
    [
        OFFICE,
        f"{OFFICE}:443",
        f"::ffff:{OFFICE}",
        f"[::ffff:{OFFICE}]",
        f"[::FFFF:{OFFICE}]:65535",
        "::ffff:c000:20a",
    ],
)
def test_one_address_written_in_other_ways_is_the_same_address(written: str) -> None:
    assert str(parse_address(written)) == OFFICE


@pytest.mark.parametrize(
    "written",
    [
        "a",
        "",
        "localhost",
        "192.0.2.010",
        "010.0.0.1",
        "0x0a.0.0.1",
        "3221225994",
        "192.0.2",
        "192.0.2.10.",
        "192.0.2.256",
        "192.0.2.10/32",
        "192.0.2.10:",
        "192.0.2.10:port",
        "192.0.2.10:65536",
        "192.0.2.10:4٣",
        "١٩٢.0.2.10",
        "[192.0.2.10]",
        "[192.0.2.10]:443",
        "[2001:db8:a::7",
        "2001:db8:a::7]",
        "[2001:db8:a::7]443",
        "[2001:db8:a::7]:",
        "[[2001:db8:a::7]]",
        "2001:db8:a::7%eth0",
        "[fe80::1%25eth0]",
        "fe80::1%",
        "2001:db8:a:::7",
        '"192.0.2.10"',
        "for=192.0.2.10",
        "192.0.2.10 192.0.2.11",
        "192.0.2.10\x00",
        "192.0.2.10\n",
        "_hidden",
        "1" * 1_000_000,
    ],
)
def test_what_two_readers_could_read_differently_is_no_address(written: str) -> None:
    assert parse_address(written) is None
    assert find(written).zone == "remote"
    assert find(PROXY, written).zone == "remote"


@given(peer=st.none() | st.text(), lines=st.lists(st.text(), max_size=4))
def test_junk_is_always_placed_outside(peer: str | None, lines: list[str]) -> None:
    assert find(peer, *lines).zone == "remote"
    assert find(PROXY, *lines).zone == "remote"


def test_placing_by_a_long_chain_of_proxies_ends() -> None:
    assert find(PROXY, ",".join([PROXY] * 400)).why == Why.ONLY_PROXIES
