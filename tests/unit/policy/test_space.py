"""What is asked when a policy is loaded leaves out only what makes no difference."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

from idp.policy.decide import decide
from idp.policy.question import Proof, Question
from idp.policy.space import (
    MOMENT,
    list_kinds,
    list_method_sets,
    list_moments,
    list_telling_sets,
    list_zone_kinds,
    without_hours,
)
from tests.unit.policy.demo import POLICY, entitled, local
from tests.unit.policy.whole import list_questions

OPEN = without_hours(POLICY)


def test_the_methods_of_every_two_levels_are_there_once_with_and_without_the_password() -> None:
    sets = [frozenset(methods) for methods in list_method_sets(OPEN.levels)]
    assert len(sets) == len(set(sets))
    for one, other in product(OPEN.levels, repeat=2):
        assert {one.methods | other.methods, (one.methods | other.methods) - {"password"}} <= set(sets)


def test_methods_that_are_left_out_are_worth_what_those_that_stand_for_them_are() -> None:
    """Sets that hold the methods of the same levels are answered alike wherever they are proved; the smallest is asked."""
    told = {hold(methods): methods for methods in list_telling_sets(OPEN.levels)}
    left_out = [methods for methods in list_method_sets(OPEN.levels) if methods not in told.values()]
    assert left_out
    for methods, service, zone in product(left_out, OPEN.services, ("remote", "vpn", "skola")):
        asked, other = (
            ask(service, zone, frozenset(methods)),
            ask(service, zone, frozenset(told[hold(methods)])),
        )
        mine, its = decide(OPEN, asked), decide(OPEN, other)
        assert (mine.outcome, mine.acr) == (its.outcome, its.acr)
        assert len(told[hold(methods)]) <= len(methods)


def hold(methods: Iterable[str]) -> frozenset[str]:
    """Return the levels all of whose methods are among these."""
    return frozenset(level.name for level in OPEN.levels if level.methods.issubset(methods))


def test_a_third_level_proved_changes_no_answer() -> None:
    """The methods of three levels are answered like those of the two that matter."""
    taken = [level.methods for level in OPEN.levels]
    for three in combinations(taken, 3):
        whole = frozenset[str]().union(*three)
        pairs = [one | other for one, other in combinations(three, 2)]
        for service, zone in product(OPEN.services, ("remote", "vpn", "skola")):
            among = {decide(OPEN, ask(service, zone, methods)).outcome for methods in pairs}
            assert decide(OPEN, ask(service, zone, whole)).outcome in among


def ask(service: str, zone: str, methods: frozenset[str]) -> Question:
    proofs = tuple(Proof(method, MOMENT, zone) for method in sorted(methods))
    return Question(entitled(service), proofs, zone, MOMENT, service)


def test_a_policy_without_hours_is_always_open_and_otherwise_the_same() -> None:
    assert all(
        service.hours.closes_at(local("2026-11-23 02:00")) is None for service in OPEN.services.values()
    )
    assert {
        id_: replace(service, hours=POLICY.services[id_].hours) for id_, service in OPEN.services.items()
    } == (POLICY.services)


def test_a_service_left_out_is_answered_like_the_one_that_stands_for_it() -> None:
    """Each service is asked everything; the answers must be those of its kind."""
    kinds = {tuple(kind.level_needed(zone) for zone in OPEN.zones): kind.id for kind in list_kinds(OPEN)}
    assert set(kinds.values()) < set(OPEN.services)
    answers = {
        question: decide(OPEN, question).outcome
        for question in list_questions(OPEN, ("remote", "vpn", "admin"))
    }
    for service in OPEN.services.values():
        kind = kinds[tuple(service.level_needed(zone) for zone in OPEN.zones)]
        for question, outcome in answers.items():
            if question.service == kind:
                asked = replace(question, service=service.id, who=entitled(service.id))
                assert decide(OPEN, asked).outcome is outcome, asked


def test_the_built_in_services_are_asked_about_although_others_need_the_same() -> None:
    twins = {id_: replace(OPEN.services[of], id=id_) for id_, of in (("a", "portal"), ("b", "enrolment"))}
    policy = replace(OPEN, services=twins | dict(OPEN.services))
    assert {"portal", "enrolment"} < {kind.id for kind in list_kinds(policy)}


def test_a_zone_left_out_is_answered_like_the_weaker_one_beside_it() -> None:
    assert list_zone_kinds(OPEN, OPEN.services.values()) == ("remote", "vpn", "skola")
    twins = {"gast": "remote", "admin": "skola"}
    for question in list_questions(OPEN, ("remote", "gast", "vpn", "skola", "admin")):
        zone = twins.get(question.zone, question.zone)
        proofs = tuple(replace(proof, zone=twins.get(proof.zone, proof.zone)) for proof in question.proofs)
        twin = replace(question, zone=zone, proofs=proofs)
        assert decide(OPEN, question).outcome is decide(OPEN, twin).outcome, question


def test_the_moments_hold_each_boundary_and_the_seconds_beside_it() -> None:
    payslips = POLICY.services["lonebesked"].hours
    moments = set(list_moments(payslips, date(2026, 11, 23), date(2026, 11, 23)))
    for boundary in (local("2026-11-23 05:00"), local("2026-11-23 23:00")):
        assert {boundary - timedelta(seconds=1), boundary, boundary + timedelta(seconds=1)} <= moments


def test_the_moments_hold_both_readings_of_the_repeated_hour() -> None:
    moments = set(list_moments(POLICY.services["vab"].hours, date(2026, 10, 25), date(2026, 10, 25)))
    two_in_the_night = local("2026-10-25 02:00")
    assert {two_in_the_night, two_in_the_night + timedelta(hours=1)} <= moments
