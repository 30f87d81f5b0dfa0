"""A kind of service is proved once under the same levels and zones, and again when anything that its answers rest on changes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from idp.policy.hours import Hours
from idp.policy.levels import Levels
from idp.policy.proved_kinds import find_breaches, find_unproved, list_grounds
from idp.policy.rules import EVERYONE, Policy
from idp.policy.zones import Zones
from tests.unit.policy.demo import POLICY


def change_service(**changes: Any) -> Policy:
    changed = {"vab": replace(POLICY.services["vab"], **changes)}
    return replace(POLICY, services={**POLICY.services, **changed})


def list_new(policy: Policy) -> set[str]:
    """Return the kinds that are other than those of the demo policy."""
    known = list_grounds(POLICY)
    return {service.id for ground, service in list_grounds(policy).items() if ground not in known}


def test_a_policy_that_was_proved_leaves_nothing_to_prove() -> None:
    assert find_breaches(POLICY) == []
    assert find_unproved(POLICY) == {}
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


def test_a_zones_addresses_are_not_what_answers_rest_on() -> None:
    zones = Zones(tuple(replace(zone, networks=zone.networks[:1]) for zone in POLICY.zones))
    assert zones != POLICY.zones
    assert list_new(replace(POLICY, zones=zones)) == set()


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
        assert {service.id for service in find_unproved(policy).values()} == {"enrolment"}


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
