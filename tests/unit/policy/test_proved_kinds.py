"""A kind of service is proved once under the same levels and zones, and again when anything that its answers rest on changes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from idp.policy.hours import Hours
from idp.policy.levels import Level, Levels
from idp.policy.proved_kinds import Part, find_breaches, leave_proved_out, list_parts
from idp.policy.rules import EVERYONE, Policy
from idp.policy.text import Text
from idp.policy.zones import Zones
from tests.unit.policy.demo import POLICY


def change_service(**changes: Any) -> Policy:
    changed = {"vab": replace(POLICY.services["vab"], **changes)}
    return replace(POLICY, services={**POLICY.services, **changed})


def find_new(policy: Policy) -> list[Part]:
    """Return the parts that are other than those of the demo policy."""
    known = {part.ground for part in list_parts(POLICY)}
    return [part for part in list_parts(policy) if part.ground not in known]


def list_new(policy: Policy) -> set[str]:
    """Return the services that stand for them."""
    return {part.service.id for part in find_new(policy)}


def test_a_policy_that_was_proved_leaves_nothing_to_prove() -> None:
    assert find_breaches(POLICY) == []
    assert leave_proved_out(list_parts(POLICY)) == ()
    assert find_breaches(POLICY) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": Hours(())},
        {"name": POLICY.zones.default.label},
        {"groups": frozenset({"others"})},
        {"start": None},
    ],
    ids=str,
)
def test_what_no_answer_rests_on_is_not_proved_again(changes: dict[str, Any]) -> None:
    assert EVERYONE not in POLICY.services["vab"].groups
    assert list_new(change_service(**changes)) == set()


def test_what_levels_and_zones_are_called_and_a_zones_addresses_are_not_what_answers_rest_on() -> None:
    other = Text("Annat", "Other")
    zones = Zones(tuple(replace(zone, networks=zone.networks[:1], label=other) for zone in POLICY.zones))
    levels = Levels(tuple(replace(level, label=other, meaning=other) for level in POLICY.levels))
    assert zones != POLICY.zones
    assert list_new(replace(POLICY, zones=zones, levels=levels)) == set()


def add_zone(place: int, **changes: Any) -> Policy:
    """Return the demo policy with a zone more: like the one at this place, and weaker."""
    order = POLICY.zones.order
    new = replace(order[place], name="nytt", networks=(), **changes)
    return replace(POLICY, zones=Zones((*order[:place], new, *order[place:])))


@pytest.mark.parametrize("place", range(1, len(POLICY.zones.order)))
def test_a_zone_that_is_like_the_one_beside_it_leaves_nothing_to_prove(place: int) -> None:
    assert list_new(add_zone(place)) == set()


def test_a_zone_like_no_other_is_proved_where_it_takes_part_and_nowhere_else() -> None:
    new = find_new(policy := add_zone(3, offers=("mail", "sms", "app")))
    assert {part.service.id for part in new} > {"portal", "enrolment"}
    for part in new:
        assert "nytt" in {part.placement.here, part.placement.password, part.placement.others}
    assert len(new) < len(list_parts(policy)) * 3 / 4


def add_level(*zones: str) -> Policy:
    """Return the demo policy with a level more, which these zones offer."""
    words = POLICY.zones.default.label
    spare = Level(
        "reserv", frozenset({"password", "totp", "sms"}), ("pwd", "otp", "sms", "mfa"), words, words
    )
    offering = (
        replace(zone, offers=(*zone.offers, "reserv")) if zone.name in zones else zone
        for zone in POLICY.zones
    )
    levels = Levels((*POLICY.levels.order, spare))
    return replace(POLICY, levels=levels, zones=Zones(tuple(offering)))


def test_a_level_that_no_zone_offers_leaves_nothing_to_prove() -> None:
    assert list_new(add_level()) == set()


def test_a_level_that_a_zone_offers_is_proved_where_the_zone_takes_part() -> None:
    new = find_new(add_level("admin"))
    assert {part.service.id for part in new} > {"portal", "enrolment"}
    for part in new:
        assert "admin" in {part.placement.here, part.placement.password, part.placement.others}
        assert "reserv" in part.levels.names


@pytest.mark.parametrize(
    "changes", [{"zones": {"gast": "key"}}, {"inside": "key", "groups": frozenset({EVERYONE})}], ids=str
)
def test_a_service_of_a_new_kind_is_proved_alone(changes: dict[str, Any]) -> None:
    assert list_new(change_service(**changes)) == {"vab"}


def test_a_kind_that_broke_is_asked_about_again() -> None:
    policy = replace(
        POLICY,
        services={**POLICY.services, "enrolment": replace(POLICY.services["enrolment"], outside="app")},
    )
    for _ in range(2):
        assert {fault.path[1] for fault in find_breaches(policy)} == {"enrolment"}
        assert {part.service.id for part in leave_proved_out(list_parts(policy))} == {"enrolment"}


def list_others() -> Iterator[Policy]:
    """Yield the demo policy with one thing changed that every answer rests on."""
    first, *rest = POLICY.levels
    yield replace(POLICY, levels=Levels((replace(first, methods=frozenset({"mail"})), *rest)))
    yield replace(POLICY, levels=Levels((replace(first, realms=frozenset({"adm"})), *rest)))
    yield replace(POLICY, levels=Levels((*rest, first)))
    weakest, *others = POLICY.zones
    yield replace(POLICY, zones=Zones((replace(weakest, offers=weakest.offers[1:]), *others)))
    yield replace(POLICY, zones=Zones((replace(weakest, inside=True), *others)))
    yield replace(POLICY, zones=Zones((*others, weakest)))


@pytest.mark.parametrize("policy", tuple(list_others()), ids=range(6))
def test_other_levels_and_zones_are_another_ground(policy: Policy) -> None:
    assert {"portal", "enrolment"} < list_new(policy)
