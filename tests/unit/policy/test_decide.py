"""One function decides; each of its rules is a sentence here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.policy.decide import (
    Ask,
    ClosedNow,
    Decision,
    GoInside,
    LevelTooLow,
    NotFromHere,
    NotInGroup,
    NotSignedIn,
    Outcome,
    PersonInactive,
    Proof,
    ProvedElsewhere,
    Question,
    ServiceUnknown,
    Subject,
    TooOld,
    WaitUntil,
    decide,
)
from idp.policy.levels import Acr
from idp.policy.methods import METHODS
from tests.unit.policy.demo import (
    EMPLOYEE,
    NOON,
    POLICY,
    answer,
    granted,
    local,
    member,
    newcomer,
    prove,
    signed_in,
)

NIGHT = local("2026-11-23 02:00")
MINUTE = timedelta(minutes=1)


def test_a_service_the_policy_does_not_have_is_refused() -> None:
    decision = decide(POLICY, Question(EMPLOYEE, prove("app", "admin"), "admin", NOON, "gone"))
    assert (decision.outcome, decision.reasons) == (Outcome.REFUSED, (ServiceUnknown("gone"),))


def test_a_zone_the_policy_does_not_have_is_the_weakest_one() -> None:
    assert newcomer("vab", "demolished") == newcomer("vab", "remote")
    assert answer("enrolment", "demolished", *prove("app", "admin")).outcome is Outcome.REFUSED


def test_a_newcomer_at_the_office_may_choose_any_level_the_recommended_first() -> None:
    decision = newcomer("vab", "admin")
    assert decision.outcome is Outcome.NEEDS_PROOF
    assert decision.options == ("app", "sms", "mail", "password")
    assert decision.reasons == (NotSignedIn(),)


def test_a_newcomer_at_home_may_choose_what_the_service_takes_there() -> None:
    assert newcomer("vab", "remote").options == ("app", "sms", "mail")
    assert newcomer("lonebesked", "remote").options == ("app", "sms")
    assert newcomer("ekonomi", "remote").options == ("app",)


def test_a_newcomer_is_told_at_once_that_a_service_is_never_open_from_there() -> None:
    decision = newcomer("enrolment", "vpn")
    assert (decision.outcome, decision.reasons) == (Outcome.REFUSED, (NotFromHere("vpn"),))
    assert decision.counterfactuals == (GoInside(("skola", "admin")),)


def test_a_newcomer_is_told_that_a_service_is_closed_before_a_code_is_sent() -> None:
    decision = newcomer("lonebesked", "remote", now=NIGHT)
    assert decision.outcome is Outcome.CLOSED
    assert decision.reasons == (ClosedNow(local("2026-11-23 05:00"), None),)
    assert decision.counterfactuals == (WaitUntil(local("2026-11-23 05:00")),)
    assert decision.options == ()


def test_proofs_of_nobody_count_for_nothing() -> None:
    question = Question(None, prove("app", "admin"), "admin", NOON, "vab")
    assert decide(POLICY, question).outcome is Outcome.NEEDS_PROOF
    assert decide(POLICY, question).acr is None


def test_an_answer_states_what_was_proved_where_and_when() -> None:
    earlier = NOON - 5 * MINUTE
    decision = answer("vab", "remote", Proof("password", earlier, "remote"), Proof("totp", NOON, "remote"))
    assert decision == Decision(
        Outcome.ALLOWED, Acr("app", "remote"), ("pwd", "otp", "mfa"), auth_time=earlier, closes_at=None
    )


def test_an_open_service_tells_when_it_closes() -> None:
    assert answer("lonebesked", "admin", *prove("password", "admin")).closes_at == local("2026-11-23 23:00")


def test_a_password_alone_from_home_is_asked_for_more() -> None:
    decision = answer("vab", "remote", *prove("password", "remote"))
    assert (decision.outcome, decision.options) == (Outcome.NEEDS_PROOF, ("app", "sms", "mail"))
    assert decision.reasons == (LevelTooLow("password", "mail"),)
    assert decision.acr is None


def test_a_password_proved_at_work_and_carried_home_is_asked_for_more() -> None:
    decision = answer("vab", "remote", *prove("password", "admin"))
    assert (decision.outcome, decision.reasons) == (Outcome.NEEDS_PROOF, (LevelTooLow("password", "mail"),))


def test_two_factors_proved_at_work_and_carried_home_state_the_zone_outside() -> None:
    assert granted(answer("vab", "remote", *prove("app", "admin"))) == Acr("app", "remote")


def test_a_level_that_is_too_low_for_the_service_asks_for_a_stronger_one() -> None:
    decision = answer("lonebesked", "remote", *prove("mail", "remote"))
    assert (decision.outcome, decision.options) == (Outcome.NEEDS_PROOF, ("app", "sms"))
    assert decision.reasons == (LevelTooLow("mail", "sms"),)
    assert decision.acr == Acr("mail", "remote")


def test_someone_who_came_to_the_office_may_sign_in_again_in_place() -> None:
    decision = answer("enrolment", "admin", *prove("app", "remote"))
    assert (decision.outcome, decision.reasons) == (Outcome.NEEDS_PROOF, (ProvedElsewhere("remote"),))
    assert "password" in decision.options
    password_here = Proof("password", NOON, "admin")
    assert granted(answer("enrolment", "admin", *prove("app", "remote"), password_here)) == Acr(
        "password", "admin"
    )


def test_proofs_from_outside_never_open_enrolment() -> None:
    for zone in POLICY.zones.names:
        for outside in ("remote", "gast", "vpn"):
            assert not answer("enrolment", zone, *prove("app", outside)).is_allowed


def test_a_zone_that_is_ruled_out_stays_so_for_proofs_from_a_zone_that_is_not() -> None:
    """Someone who signed in at home and walks into a zone the service never opens to is refused there."""
    no_school = replace(POLICY.services["vab"], zones={"skola": None})
    policy = replace(POLICY, services={**POLICY.services, "vab": no_school})
    for zone, outcome in (
        ("remote", Outcome.ALLOWED),
        ("skola", Outcome.REFUSED),
        ("admin", Outcome.ALLOWED),
    ):
        question = Question(EMPLOYEE, prove("app", "remote"), zone, NOON, "vab")
        assert decide(policy, question).outcome is outcome


def test_an_inactive_person_is_refused() -> None:
    decision = answer("vab", "admin", *prove("password", "admin"), who=replace(EMPLOYEE, is_active=False))
    assert (decision.outcome, decision.reasons) == (Outcome.REFUSED, (PersonInactive(),))
    assert decision.counterfactuals == ()


def test_someone_in_none_of_the_groups_is_refused_before_a_stronger_proof_is_asked_for() -> None:
    decision = answer("sjalvservice-chef", "admin", *prove("password", "admin"), who=EMPLOYEE)
    assert (decision.outcome, decision.reasons) == (Outcome.REFUSED, (NotInGroup(("chefer",)),))
    assert decision.options == ()


@pytest.mark.parametrize("who", [member(), replace(EMPLOYEE, is_active=False)])
def test_from_home_a_right_password_alone_tells_nothing_of_the_person(who: Subject) -> None:
    known = answer("vab", "remote", *prove("password", "remote"), who=who)
    assert known == answer("vab", "remote", *prove("password", "remote"))


def test_the_person_comes_before_the_place_and_the_place_before_the_hour() -> None:
    closed_outside = signed_in("enrolment", "app", "remote", now=NIGHT)
    inactive = replace(EMPLOYEE, is_active=False)
    assert decide(POLICY, replace(closed_outside, who=inactive)).reasons == (PersonInactive(),)
    services, hours = POLICY.services, POLICY.services["ekonomi"].hours
    by_day = replace(POLICY, services={**services, "console": replace(services["console"], hours=hours)})
    at_night = signed_in("console", "app", "remote", now=NIGHT)
    assert decide(by_day, at_night).reasons == (NotFromHere("remote"),)
    assert decide(by_day, replace(at_night, zone="vpn")).outcome is Outcome.CLOSED


def test_a_proof_from_before_the_moment_asked_for_is_made_again() -> None:
    stale = Ask(fresh_after=NOON + timedelta(microseconds=1))
    decision = answer("vab", "admin", *prove("password", "admin"), ask=stale)
    assert (decision.outcome, decision.reasons) == (Outcome.NEEDS_PROOF, (TooOld(),))
    assert decision.auth_time is None


def test_a_fresh_password_does_not_make_an_old_code_fresh() -> None:
    proofs = (Proof("totp", NOON - 5 * MINUTE, "remote"), Proof("password", NOON, "remote"))
    decision = answer("vab", "remote", *proofs, ask=Ask(fresh_after=NOON - MINUTE))
    assert decision.reasons == (TooOld(), LevelTooLow("password", "mail"))


def test_a_stronger_old_sign_in_gives_way_to_a_fresh_weaker_one_that_is_enough() -> None:
    proofs = (Proof("totp", NOON - 5 * MINUTE, "admin"), Proof("password", NOON, "admin"))
    decision = answer("vab", "admin", *proofs, ask=Ask(fresh_after=NOON - MINUTE))
    assert (decision.acr, decision.auth_time) == (Acr("password", "admin"), NOON)


ANY_TIME = st.datetimes() | st.datetimes(
    timezones=st.integers(-23, 23).map(lambda h: timezone(timedelta(hours=h)))
)
ANY_TIMES = ANY_TIME | st.sampled_from(
    [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), NOON]
)
ANY_ZONE = st.sampled_from(POLICY.zones.names) | st.text(max_size=5)
ANY_ACR = st.sampled_from(POLICY.acrs) | st.builds(Acr, st.text(max_size=5), st.text(max_size=5))
ANY_ASK = st.builds(
    Ask,
    acr_values=st.lists(ANY_ACR, max_size=3).map(tuple),
    essential_acr=st.lists(ANY_ACR, max_size=3).map(tuple),
    essential=st.booleans(),
    fresh_after=st.none() | ANY_TIMES,
    level=st.none() | st.sampled_from(POLICY.levels.names) | st.text(max_size=5),
)
ANY_SUBJECT = st.builds(
    Subject,
    groups=st.frozensets(st.sampled_from(["alla-anstallda", "chefer", "everyone", "\x00"])),
    realm=st.text(max_size=5),
    is_active=st.booleans(),
)
ANY_PROOF = st.builds(Proof, st.sampled_from([*METHODS, "", "pigeon"]), ANY_TIMES, ANY_ZONE)
ANY_QUESTION = st.builds(
    Question,
    who=st.none() | ANY_SUBJECT,
    proofs=st.lists(ANY_PROOF, max_size=6).map(tuple),
    zone=ANY_ZONE,
    now=ANY_TIMES,
    service=st.sampled_from([*POLICY.services, "gone", ""]),
    ask=ANY_ASK,
)


@given(ANY_QUESTION)
def test_there_is_an_answer_with_a_reason_to_whatever_is_asked(question: Question) -> None:
    decision = decide(POLICY, question)
    assert decision.is_allowed is not bool(decision.reasons)
    assert (decision.outcome is Outcome.NEEDS_PROOF) is bool(decision.options)
    assert decision == decide(POLICY, question)


@given(ANY_QUESTION)
def test_no_answer_states_a_method_not_proved_or_a_zone_stronger_than_any_it_rests_on(
    question: Question,
) -> None:
    decision = decide(POLICY, replace(question, ask=replace(question.ask, essential_acr=())))
    if decision.acr is None:
        return
    level = POLICY.levels.get(decision.acr.level)
    assert level
    used = [proof for proof in question.proofs if proof.method in level.methods]
    assert {proof.method for proof in used} == level.methods
    strongest = {
        method: max(POLICY.zones.rank(one.zone) for one in used if one.method == method)
        for method in level.methods
    }
    stated = POLICY.zones.rank(decision.acr.zone)
    assert stated <= min(POLICY.zones.rank(question.zone), *strongest.values())
