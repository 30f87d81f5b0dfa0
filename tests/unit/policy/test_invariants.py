"""A policy that breaks what holds under every policy is refused with a counter-example."""

from dataclasses import replace
from datetime import date
from ipaddress import ip_network
from itertools import product
from typing import Any

import pytest

from idp.policy.closures import Closure, Dated, Days, Yearly
from idp.policy.decide import Decision, Outcome, decide
from idp.policy.hours import ALWAYS, Hours
from idp.policy.invariants import ON_RULES, check_invariants
from idp.policy.levels import Acr, Level, Levels
from idp.policy.methods import METHODS
from idp.policy.problems import PolicyError
from idp.policy.proved_kinds import ON_ANSWERS, answer_all
from idp.policy.question import Proof, Question
from idp.policy.rules import Policy
from idp.policy.safe_answers import (
    acr_states_no_stronger_zone,
    acr_states_what_was_proved,
    enrolment_stays_inside,
    more_proof_never_gives_less,
    others_are_refused,
    outside_takes_two_factors,
    passkeys_from_outside_take_a_strong_method,
)
from idp.policy.space import list_others, without_hours
from idp.policy.zones import Zones
from tests.unit.policy.demo import NOON, POLICY, TEXT, WHOLE, member
from tests.unit.policy.whole import list_questions

OPEN = without_hours(POLICY)
EVERYWHERE = {question: decide(OPEN, question) for question in list_questions(OPEN, OPEN.zones.names)}


def change_zone(name: str, **changes: Any) -> Policy:
    zones = tuple(replace(zone, **changes) if zone.name == name else zone for zone in POLICY.zones)
    return replace(POLICY, zones=Zones(zones))


def change_service(service_id: str, **changes: Any) -> Policy:
    services = {**POLICY.services, service_id: replace(POLICY.services[service_id], **changes)}
    return replace(POLICY, services=services)


def refuse(policy: Policy, text: str = "") -> str:
    """Return why the policy is refused."""
    with pytest.raises(PolicyError) as refusal:
        check_invariants(policy, text, "policy.toml")
    return str(refusal.value)


def test_what_is_proved_of_a_policy_is_what_it_decides() -> None:
    """What proofs earn is found once for all services there, and every time in decide(), which says too what would help."""
    decided = {question: replace(answer, counterfactuals=()) for question, answer in EVERYWHERE.items()}
    assert answer_all(OPEN, EVERYWHERE) == decided


def test_the_demo_policy_breaks_nothing() -> None:
    check_invariants(POLICY)


@pytest.mark.parametrize("find", ON_ANSWERS, ids=lambda find: find.__name__)
def test_the_demo_policy_breaks_nothing_in_any_of_its_zones(find: Any) -> None:
    assert list(find(OPEN, EVERYWHERE)) == []


@pytest.mark.parametrize("find", ON_RULES, ids=lambda find: find.__name__)
def test_the_demo_policys_rules_hold(find: Any) -> None:
    assert list(find(POLICY)) == []


def test_a_password_alone_never_opens_anything_outside() -> None:
    offered = change_zone("vpn", offers=("password", "mail", "sms", "app"))
    careless = replace(
        offered, services={**offered.services, "vab": replace(offered.services["vab"], outside="password")}
    )
    assert "services.vab opens in 'vpn' with password proved in 'vpn', without two kinds of proof" in refuse(
        careless
    )


def test_two_codes_without_a_password_are_not_two_factors() -> None:
    codes = Level(
        "codes",
        frozenset({"sms", "totp"}),
        ("otp", "sms"),
        POLICY.zones.default.label,
        POLICY.zones.default.label,
    )
    policy = replace(POLICY, levels=Levels((*POLICY.levels.order, codes)))
    zones = tuple(replace(zone, offers=(*zone.offers, "codes")) for zone in policy.zones)
    assert "without two kinds of proof from outside" in refuse(replace(policy, zones=Zones(zones)))


def test_enrolment_is_never_opened_from_outside() -> None:
    said = refuse(change_service("enrolment", outside="app"))
    assert "services.enrolment opens in 'remote' with password" in said
    assert "although enrolment is for the workplace" in said


def test_enrolment_is_never_opened_from_one_zone_outside() -> None:
    assert "opens in 'vpn'" in refuse(change_service("enrolment", zones={"vpn": "app"}))


def find_too_little(*methods: str) -> list[Any]:
    """Return what is found when the whole demo policy opens the adding of passkeys to these methods from home."""
    outside = replace(WHOLE.services["passkeys"], outside="mail")
    policy = replace(WHOLE, services={**WHOLE.services, "passkeys": outside})
    proofs = tuple(Proof(method, NOON, "remote") for method in methods)
    question = Question(member(), proofs, "remote", NOON, "passkeys")
    answer = decide(policy, question)
    assert answer.is_allowed
    return list(passkeys_from_outside_take_a_strong_method(policy, {question: answer}))


@pytest.mark.parametrize("methods", [("password", "totp"), ("password", "key"), ("passkey",)])
def test_a_passkey_may_be_added_from_outside_by_a_strong_method(methods: tuple[str, ...]) -> None:
    assert find_too_little(*methods) == []


@pytest.mark.parametrize("method", ["mail", "sms", "recovery", "token"])
def test_a_passkey_is_never_added_from_outside_by_less(method: str) -> None:
    (fault,) = find_too_little("password", method)
    assert "too little to add a passkey from outside" in fault.what


def test_a_policy_that_opens_passkeys_to_codes_from_home_is_refused() -> None:
    check_invariants(change_service("passkeys", outside="app"))
    assert "services.passkeys opens in 'remote'" in refuse(change_service("passkeys", outside="sms"))


def test_a_policy_may_leave_the_service_of_passkeys_out() -> None:
    services = {name: service for name, service in POLICY.services.items() if name != "passkeys"}
    check_invariants(replace(POLICY, services=services))


def test_an_outside_zone_ordered_above_an_inside_one_would_open_enrolment() -> None:
    """Proofs from outside would be worth the inside zone they are carried into."""
    order = tuple(POLICY.zones.get(name) for name in ("remote", "skola", "gast", "vpn", "admin"))
    policy = replace(OPEN, zones=Zones(order))
    answers = {question: decide(policy, question) for question in list_questions(policy, policy.zones.names)}
    found = [fault.what for fault in enrolment_stays_inside(policy, answers)]
    assert any("opens in 'skola' with password proved in 'gast'" in what for what in found)


def test_a_yes_that_states_nothing_is_found() -> None:
    question, _ = find_one("app", "remote")
    lie = {question: Decision(Outcome.ALLOWED)}
    assert list(acr_states_what_was_proved(OPEN, lie))
    assert list(outside_takes_two_factors(OPEN, lie))


def test_a_stronger_zone_that_asks_for_more_has_to_say_so() -> None:
    assert "services.vab opens with 'mail' in 'remote' and not in 'skola'" in refuse(
        change_service("vab", inside="app")
    )
    check_invariants(change_service("vab", inside="mail", zones={"admin": "app"}))


def test_every_tile_can_be_reached_without_text_messages() -> None:
    policy = change_zone("skola", offers=("password", "sms"))
    zones = tuple(
        replace(zone, offers=("password", "sms") if zone.inside else ("sms",)) for zone in policy.zones
    )
    services = {"portal": POLICY.services["portal"], "enrolment": POLICY.services["enrolment"]}
    services["vab"] = replace(POLICY.services["vab"], inside="sms", outside="sms")
    said = refuse(replace(POLICY, zones=Zones(zones), services=services))
    assert "services.vab can nowhere be reached by someone who cannot use text messages" in said


@pytest.mark.parametrize(
    ("service", "changes", "where"),
    [
        ("portal", {"outside": None}, "outside"),
        ("portal", {"inside": None, "zones": {"skola": None, "admin": None}}, "inside"),
        ("enrolment", {"inside": None}, "inside"),
    ],
)
def test_the_built_in_services_can_be_reached(service: str, changes: dict[str, Any], where: str) -> None:
    assert f"services.{service} can be reached from no zone {where}" in refuse(
        change_service(service, **changes)
    )


def test_an_unknown_address_is_never_inside() -> None:
    inside_first = (POLICY.zones.get("admin"), *(zone for zone in POLICY.zones if zone.name != "admin"))
    assert "zones.order puts unknown addresses in 'admin'" in refuse(
        replace(POLICY, zones=Zones(inside_first))
    )


def test_a_level_states_the_amr_of_its_methods() -> None:
    boastful = tuple(
        replace(level, amr=(*level.amr, "mfa")) if level.name == "password" else level
        for level in POLICY.levels
    )
    assert "levels.password states" in refuse(replace(POLICY, levels=Levels(boastful)))


def test_a_refusal_names_the_line() -> None:
    lines = TEXT.splitlines()
    line = lines.index('outside = "never"', lines.index("[services.enrolment]")) + 1
    assert refuse(change_service("enrolment", outside="app"), TEXT).startswith(f"policy.toml:{line}: ")


def test_a_refusal_names_the_zone_that_has_a_level_of_its_own() -> None:
    line = next(number for number, line in enumerate(TEXT.splitlines(), 1) if line.startswith("zones = "))
    offered = change_zone("vpn", offers=("password", "mail", "sms", "app"))
    careless = replace(offered.services["console"], zones={"vpn": "password"})
    services = {**offered.services, "console": careless}
    said = refuse(replace(offered, services=services), TEXT)
    assert f"policy.toml:{line}: services.console opens in 'vpn' with password" in said


def test_a_refusal_says_at_which_hours_it_happens() -> None:
    offered = change_zone("remote", offers=("password", "mail", "sms", "app"))
    careless = replace(offered.services["lonebesked"], outside="password")
    said = refuse(replace(offered, services={**offered.services, "lonebesked": careless}))
    assert "services.lonebesked opens in 'remote' with password proved in 'remote', without two" in said
    assert ", open 05–23; " in said


@pytest.mark.parametrize("service", ["portal", "enrolment"])
def test_the_built_in_services_lock_no_group_out(service: str) -> None:
    said = refuse(change_service(service, groups=frozenset({"chefer"})))
    assert f"services.{service} is for chefer alone and locks others out" in said


def test_whoever_is_new_can_begin_to_set_things_up() -> None:
    said = refuse(change_service("enrolment", inside="app"))
    assert "services.enrolment opens to nobody who is new" in said
    check_invariants(change_service("enrolment", inside="mail"))


def close(service: str, *closures: Closure) -> Policy:
    return change_service(service, hours=Hours(ALWAYS, closures))


@pytest.mark.parametrize("service", ["portal", "enrolment"])
@pytest.mark.parametrize(
    ("days", "until"),
    [
        (Dated(date(2027, 7, 1), date(2027, 7, 8)), "from 2027-07-01 to 2027-07-09 00:00"),
        (Dated(date(2027, 7, 1), date(2047, 7, 1)), "from 2027-07-01 to more than a year later"),
        (Yearly((7, 1), (7, 31)), "from 2028-07-01 to 2028-08-01 00:00"),
        (Yearly((2, 29), (3, 7)), "from 2028-02-29 to 2028-03-08 00:00"),
    ],
)
def test_the_built_in_services_are_never_closed_for_longer_than_a_week(
    service: str, days: Days, until: str
) -> None:
    assert f"services.{service} is closed {until} and locks everybody out" in refuse(
        close(service, Closure(days))
    )


def test_two_closures_in_a_row_are_one() -> None:
    first, second = Dated(date(2027, 7, 1), date(2027, 7, 4)), Dated(date(2027, 7, 5), date(2027, 7, 9))
    check_invariants(close("portal", Closure(first)))
    assert "closed from 2027-07-01 to 2027-07-10" in refuse(close("portal", Closure(first), Closure(second)))


def test_a_week_of_closure_is_let_be() -> None:
    check_invariants(close("portal", Closure(Dated(date(2027, 7, 1), date(2027, 7, 7)))))


def test_networks_that_are_narrow_one_by_one_do_not_add_up_to_the_world() -> None:
    networks = tuple(ip_network(f"80.{number}.0.0/16") for number in range(17))
    check_invariants(change_zone("skola", networks=networks[:16]))
    assert "zones puts 1114112 addresses of the Internet inside" in refuse(
        change_zone("skola", networks=networks)
    )


def test_an_answer_that_lets_others_in_is_found() -> None:
    pairs = product(OPEN.services.values(), OPEN.zones.names)
    asked = [question for service, zone in pairs for question in list_others(OPEN, service, zone)]
    assert len(asked) > 400
    assert not any(decide(OPEN, question).is_allowed for question in asked)
    yes = Decision(Outcome.ALLOWED, Acr("app", "remote"))
    for question in asked:
        assert "to somebody it is not for" in next(others_are_refused(OPEN, {question: yes})).what


def test_each_place_is_named_once() -> None:
    assert len(refuse(change_service("enrolment", outside="app")).splitlines()) == 1


def find_one(level: str, zone: str) -> tuple[Question, Decision]:
    """Return a question whose answer states this acr."""
    return next((asked, found) for asked, found in EVERYWHERE.items() if found.acr == Acr(level, zone))


def test_an_answer_that_states_an_unproved_method_is_found() -> None:
    question, decision = find_one("mail", "remote")
    lie = replace(decision, acr=Acr("app", "remote"))
    assert list(acr_states_what_was_proved(OPEN, {question: lie}))


def test_an_answer_that_states_a_stronger_zone_is_found() -> None:
    question, decision = find_one("mail", "remote")
    lie = replace(decision, acr=Acr("mail", "admin"))
    assert list(acr_states_no_stronger_zone(OPEN, {question: lie}))


def test_an_answer_that_takes_back_for_more_proof_is_found() -> None:
    question, yes = next((asked, found) for asked, found in EVERYWHERE.items() if found.is_allowed)
    no = Decision(Outcome.REFUSED)
    assert list(more_proof_never_gives_less(OPEN, {**dict.fromkeys(EVERYWHERE, no), question: yes}))


def test_an_answer_that_takes_back_for_two_methods_more_at_once_is_found() -> None:
    question, yes = find_one("password", "skola")
    more = replace(question, proofs=(*question.proofs, *(Proof(m, NOON, "skola") for m in ("sms", "totp"))))
    (fault,) = more_proof_never_gives_less(OPEN, {question: yes, more: Decision(Outcome.REFUSED)})
    assert "but not with more: password proved in 'skola' and sms" in fault.what


def test_more_proof_never_gives_a_weaker_level() -> None:
    for question, decision in EVERYWHERE.items():
        proved = {proof.method for proof in question.proofs}
        for method in METHODS.keys() - proved if decision.is_allowed else ():
            more = replace(question, proofs=(*question.proofs, Proof(method, question.now, question.zone)))
            stronger = decide(OPEN, more)
            assert stronger.acr
            assert decision.acr
            assert OPEN.levels.at_least(stronger.acr.level, decision.acr.level), more


def test_a_stronger_zone_never_gives_less_for_the_same_proofs_made_there() -> None:
    for question, decision in EVERYWHERE.items():
        if not decision.is_allowed or any(proof.zone != question.zone for proof in question.proofs):
            continue
        here = OPEN.zones.rank(question.zone)
        for zone in OPEN.zones.order[here + 1 :]:
            moved = tuple(replace(proof, zone=zone.name) for proof in question.proofs)
            assert decide(OPEN, replace(question, zone=zone.name, proofs=moved)).is_allowed, (
                question,
                zone.name,
            )
