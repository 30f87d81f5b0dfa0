"""What a draft changes is found: services, hours, zones and addresses, and nothing that does not change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.policy.hours import ALWAYS, Hours, Window
from idp.policy.levels import Level, Levels
from idp.policy.loading import parse_policy
from idp.policy.review.compare import CellChange, Change, Comparison, Move, ZoneChange, compare, list_moves
from idp.policy.review.stretches import list_gained, list_open
from idp.policy.rules import Policy
from idp.policy.text import Text
from idp.policy.zones import Zone, Zones
from tests.unit.policy.demo import NOON, POLICY, TEXT, local

WORDS = Text("Ord", "Words")


def draft(service: str, old: str, new: str) -> Comparison:
    """Return what changes when a line of a service is written otherwise."""
    head, mark, rest = TEXT.partition(f"[services.{service}]")
    assert old in rest
    return compare(POLICY, parse_policy(head + mark + rest.replace(old, new, 1), "draft.toml"), NOON)


def by_zone(found: Comparison) -> dict[str, Change]:
    assert len({one.service for one in found.cells}) == 1
    return {one.zone: one.change for one in found.cells}


def one_of(found: Comparison) -> CellChange:
    return found.cells[0]


def test_a_policy_changes_nothing_of_itself() -> None:
    assert compare(POLICY, POLICY, NOON).is_empty


def test_words_and_comments_are_no_change() -> None:
    assert draft("vab", 'en = "Care of a sick child"', 'en = "Sick child"').is_empty


def test_a_service_that_opens_outside_is_opened_there_and_unchanged_inside() -> None:
    found = draft("omsorgsjournal", 'outside = "never"', 'outside = "app"')
    assert by_zone(found) == dict.fromkeys(("remote", "gast", "vpn"), Change.OPENED)


def test_a_service_that_closes_outside_is_closed_there() -> None:
    found = draft("vab", 'outside = "mail"', 'outside = "never"')
    assert by_zone(found) == dict.fromkeys(("remote", "gast", "vpn"), Change.CLOSED)


def test_a_stronger_level_is_stricter_and_names_what_no_longer_does() -> None:
    found = draft("vab", 'outside = "mail"', 'outside = "app"')
    assert by_zone(found) == dict.fromkeys(("remote", "gast", "vpn"), Change.STRICTER)
    assert one_of(found).ways.lost == ("mail", "sms")


def test_a_weaker_level_is_looser() -> None:
    found = draft("webbmejl", 'outside = "sms"', 'outside = "mail"')
    assert set(by_zone(found).values()) == {Change.LOOSER}
    assert one_of(found).ways.gained == ("mail",)


def test_another_group_is_looser_and_stricter_everywhere_the_service_opens() -> None:
    found = draft("sjalvservice-chef", '["chefer"]', '["ekonomi"]')
    assert by_zone(found) == dict.fromkeys(POLICY.zones.names, Change.BOTH)


def test_hours_that_move_are_named_from_their_first_difference() -> None:
    found = draft("lonebesked", "05.00-23.00", "06.00-23.00")
    assert by_zone(found) == dict.fromkeys(POLICY.zones.names, Change.STRICTER)
    hours = one_of(found).hours
    assert hours is not None
    assert hours.gained == ()
    assert hours.lost[0] == (local("2026-11-24 05:00"), local("2026-11-24 06:00"))
    assert len(hours.lost) == 400


def test_a_closure_on_a_day_of_its_own_is_seen() -> None:
    found = draft("vab", 'hours = "always"', 'hours = "always"\nclosed = [{ dates = "2027-05-03" }]')
    hours = one_of(found).hours
    assert hours is not None
    assert hours.lost == ((local("2027-05-03 00:00"), local("2027-05-04 00:00")),)


def test_a_service_that_is_taken_out_is_closed() -> None:
    services = {name: one for name, one in POLICY.services.items() if name != "vab"}
    found = compare(POLICY, replace(POLICY, services=services), NOON)
    assert by_zone(found) == dict.fromkeys(POLICY.zones.names, Change.CLOSED)


def test_what_becomes_of_zones_is_told() -> None:
    remote, *kept, _, admin = POLICY.zones
    less = replace(kept[-1], offers=("sms", "app"))
    new = replace(admin, name="campus", networks=(ip_network("10.0.0.0/24"),))
    order = (remote, *kept[:-1], less, replace(admin, inside=False), new)
    assert compare(POLICY, replace(POLICY, zones=Zones(order)), NOON).zones == (
        ZoneChange("vpn", "offers mail no longer"),
        ZoneChange("skola", "is gone"),
        ZoneChange("admin", "is outside now"),
        ZoneChange("campus", "is new, inside"),
    )


def test_another_order_of_zones_is_told() -> None:
    remote, gast, vpn, *inside = POLICY.zones
    found = compare(POLICY, replace(POLICY, zones=Zones((remote, vpn, gast, *inside))), NOON)
    assert found.zones == (ZoneChange("remote, vpn, gast, skola, admin", "is the order now, weakest first"),)


def test_another_zone_of_unknown_addresses_is_told_first() -> None:
    remote, gast, *others = POLICY.zones
    found = compare(POLICY, replace(POLICY, zones=Zones((gast, remote, *others))), NOON)
    assert found.zones[0] == ZoneChange("gast", "has every unknown address now")
    assert not found.is_empty


SPARE = Level("reserv", frozenset({"password", "totp", "sms"}), ("pwd", "otp", "sms", "mfa"), WORDS, WORDS)
"""A level whose methods are those of two others together."""


def add_level(policy: Policy, below: str) -> Policy:
    """Return the policy with a level more, which no zone offers, weaker than another."""
    place = policy.levels.names.index(below)
    order = policy.levels.order
    return replace(policy, levels=Levels((*order[:place], SPARE, *order[place:])))


def test_a_level_that_no_zone_offers_is_new_and_opens_nothing() -> None:
    found = compare(POLICY, add_level(POLICY, "app"), NOON)
    assert found.cells == ()
    assert [one.kind for one in found.further] == ["level_new"]


def test_another_place_of_a_level_that_is_asked_for_though_no_zone_offers_it_is_no_words_alone() -> None:
    asking = replace(POLICY.services["vab"], outside="reserv")
    policy = replace(POLICY, services={**POLICY.services, "vab": asking})
    found = compare(add_level(policy, "sms"), add_level(policy, "app"), NOON)
    assert by_zone(found) == dict.fromkeys(("remote", "gast", "vpn"), Change.STRICTER)
    assert one_of(found).ways.lost == ("sms",)


def zones(**networks: list[str]) -> Zones:
    label = POLICY.zones.default.label
    named = {"remote": [], **networks}
    return Zones(
        tuple(
            Zone(name, name not in ("remote", "vpn"), tuple(map(ip_network, held)), (), label)
            for name, held in named.items()
        )
    )


def moves(before: Zones, after: Zones) -> list[Move]:
    return list(list_moves(before, after))


def test_a_network_that_is_split_moves_in_part() -> None:
    before, after = zones(office=["10.0.0.0/24"]), zones(office=["10.0.0.0/25"], vpn=["10.0.0.128/25"])
    assert moves(before, after) == [Move(ip_network("10.0.0.128/25"), "office", "vpn")]


def test_a_network_that_is_left_out_falls_to_the_weakest_zone() -> None:
    assert moves(zones(office=["10.0.0.0/24"]), zones(office=[])) == [
        Move(ip_network("10.0.0.0/24"), "office", "remote")
    ]


def test_what_does_not_move_along_is_named() -> None:
    before, after = zones(office=["10.0.0.0/24"]), zones(office=["10.0.0.64/27", "10.0.0.96/27"])
    rest = (ip_network("10.0.0.64/26"),)
    assert moves(before, after) == [Move(ip_network("10.0.0.0/24"), "office", "remote", rest)]


def test_the_same_addresses_written_otherwise_do_not_move() -> None:
    assert moves(zones(office=["10.0.0.0/24"]), zones(office=["10.0.0.0/25", "10.0.0.128/25"])) == []


SMALL = st.integers(0, 4).flatmap(
    lambda bits: st.integers(0, 2**bits - 1).map(lambda place: f"10.0.0.{place << (4 - bits)}/{28 + bits}")
)
NETWORKS = st.dictionaries(SMALL, st.sampled_from(["vpn", "school", "office"]), max_size=6)


def build(named: dict[str, str]) -> Zones:
    return zones(
        **{name: [net for net, zone in named.items() if zone == name] for name in ("vpn", "school", "office")}
    )


@given(NETWORKS, NETWORKS)
def test_every_address_that_changes_zone_is_in_its_narrowest_move(
    old: dict[str, str], new: dict[str, str]
) -> None:
    before, after = build(old), build(new)
    moved = {move.network: move for move in moves(before, after)}
    every = {network for zone in (*before, *after) for network in zone.networks}
    for number in range(16):
        address = ip_address(f"10.0.0.{number}")
        was, now = before.find_network(address), after.find_network(address)
        names = (was[0].name if was else "remote", now[0].name if now else "remote")
        holding = [network for network in every if address in network]
        narrowest = max(holding, key=lambda network: network.prefixlen, default=None)
        move = moved.get(narrowest) if narrowest else None
        assert (names[0] != names[1]) is (move is not None)
        assert move is None or (move.before, move.after) == names


A_DAY = st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(
    lambda minutes: list(zip(sorted(minutes)[::2], sorted(minutes)[1::2], strict=False))
)
WINDOWS = st.lists(A_DAY, min_size=7, max_size=7).map(
    lambda week: Hours(tuple(Window(day, *span) for day, spans in enumerate(week) for span in spans))
)
MINUTES = st.integers(0, 14 * 1440).map(lambda minute: NOON + timedelta(minutes=minute))


@given(st.one_of(WINDOWS, st.just(Hours(ALWAYS))), MINUTES)
def test_a_moment_is_in_an_open_stretch_exactly_when_it_is_open(hours: Hours, at: datetime) -> None:
    spans = list(list_open(hours, NOON, NOON + timedelta(days=15)))
    assert any(begins <= at < ends for begins, ends in spans) is hours.is_open(at)


@given(WINDOWS, WINDOWS, MINUTES)
def test_a_moment_is_gained_exactly_when_only_the_second_is_open(
    one: Hours, other: Hours, at: datetime
) -> None:
    gained = list(list_gained(one, other, NOON, NOON + timedelta(days=15)))
    is_gained = any(begins <= at < ends for begins, ends in gained)
    assert is_gained is (other.is_open(at) and not one.is_open(at))


@pytest.mark.parametrize("at", [datetime(2026, 10, 20, tzinfo=UTC), datetime(2027, 3, 25, tzinfo=UTC)])
def test_the_nights_the_clocks_change_are_no_difference(at: datetime) -> None:
    hours = POLICY.services["lonebesked"].hours
    assert list(list_gained(hours, replace(hours), at, at + timedelta(days=10))) == []


def test_a_night_is_one_stretch_over_midnight() -> None:
    night = Hours((Window(4, 22 * 60, 6 * 60),))
    friday = (local("2026-11-27 22:00"), local("2026-11-28 06:00"))
    assert list(list_open(night, NOON, NOON + timedelta(days=7))) == [friday]
