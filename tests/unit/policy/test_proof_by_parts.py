"""The proof by parts refuses what the whole proof refuses, whatever zones, levels and services a policy has.

What one example proved is remembered in the next, so that a part taken for another that it is not like shows too.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from idp.policy.hours import ALWAYS, Hours
from idp.policy.levels import Level, Levels
from idp.policy.proved_kinds import find_breaches, list_parts
from idp.policy.rules import EVERYONE, Policy, Service
from idp.policy.space import list_zone_kinds
from idp.policy.text import Text
from idp.policy.zones import Zone, Zones
from tests.unit.policy.whole import prove_alone

WORDS = Text("Ord", "Words")
TAKEN = ({"password"}, {"sms", "password"}, {"sms", "totp"}, {"mail"}, {"key", "password"}, {"passkey"})
LEVELS = {"+".join(sorted(methods)): frozenset(methods) for methods in TAKEN}
ZONES = ("a", "b", "c", "d")
SERVICES = ("enrolment", "passkeys", "vab")


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy that need not be safe: zones and levels stand in any order."""
    names = draw(st.permutations(sorted(LEVELS)))[: draw(st.integers(2, 3))]
    realms = draw(st.sampled_from([None, frozenset({"skola"})]))
    levels = [
        Level(name, LEVELS[name], (), WORDS, WORDS, realms if name == names[0] else None) for name in names
    ]
    zones = [
        Zone(name, draw(st.booleans()), (), tuple(n for n in names if draw(st.booleans())), WORDS)
        for name in ZONES[: draw(st.integers(1, 4))]
    ]
    needed = st.sampled_from([None, *names])
    services = {
        name: Service(
            id=name,
            name=WORDS,
            groups=frozenset({draw(st.sampled_from([EVERYONE, "vissa"]))}),
            inside=draw(needed),
            outside=draw(needed),
            zones={zone.name: draw(needed) for zone in zones if draw(st.integers(0, 3)) == 0},
            hours=Hours(ALWAYS),
        )
        for name in SERVICES
    }
    return Policy(Zones(tuple(zones)), Levels(tuple(levels)), services, None, "")


@settings(max_examples=60, deadline=None)
@given(policies())
def test_what_the_whole_proof_refuses_is_refused_at_the_same_places_and_nothing_else_is(
    policy: Policy,
) -> None:
    found = {fault.path for fault in find_breaches(policy)}
    for service in {part.service.id for part in list_parts(policy)}:
        told = {path for path in found if path[1] == service}
        kinds = list_zone_kinds(policy, [policy.services[service]])
        assert told == {fault.path for fault in prove_alone(policy, service, kinds)}
        assert bool(told) is bool(prove_alone(policy, service, policy.zones.names))


def test_such_policies_are_often_refused_and_often_not() -> None:
    """Otherwise the comparison would say nothing."""
    found: list[bool] = []

    @settings(max_examples=40, deadline=None, database=None, derandomize=True)
    @given(policies())
    def count(policy: Policy) -> None:
        found.append(bool(find_breaches(policy)))

    count()
    assert all(found.count(is_refused) > 10 for is_refused in (False, True))
