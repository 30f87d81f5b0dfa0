"""Every single change that is named lets the person in, and none that would is left out."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from idp.policy.decide import decide
from idp.policy.question import Question, Subject
from idp.policy.review.matrix import prove
from idp.policy.review.what_if import (
    OpenAccount,
    OtherGroups,
    OtherHour,
    OtherLevel,
    OtherZone,
    list_single_changes,
)
from tests.unit.policy.demo import EMPLOYEE, NOON, POLICY, local, signed_in

GROUPS = sorted({group for service in POLICY.services.values() for group in service.groups})
QUESTIONS = st.builds(
    lambda groups, active, level, zone, service, hour: Question(
        Subject(groups, "adm", active),
        prove(level, zone, NOON + timedelta(hours=hour)),
        zone,
        NOON + timedelta(hours=hour),
        service,
    ),
    st.frozensets(st.sampled_from(GROUPS), max_size=2),
    st.booleans(),
    st.sampled_from(POLICY.levels.order),
    st.sampled_from(POLICY.zones.names),
    st.sampled_from(tuple(POLICY.services)),
    st.integers(0, 24 * 40),
)


def test_whoever_has_not_signed_in_is_told_the_weakest_sign_in_that_does() -> None:
    question = replace(signed_in("vab", "password", "remote"), who=None, proofs=())
    assert list_single_changes(POLICY, question) == ()
    assert list_single_changes(POLICY, question, EMPLOYEE) == (OtherLevel("mail"),)


@given(QUESTIONS)
def test_each_change_is_true_by_itself(question: Question) -> None:
    changes = list_single_changes(POLICY, question)
    assert not (changes and decide(POLICY, question).is_allowed)
    who = question.who
    assert who is not None
    for change in changes:
        match change:
            case OtherLevel(name):
                level = POLICY.levels.get(name)
                assert level is not None
                changed = [replace(question, proofs=prove(level, question.zone, question.now))]
            case OtherZone(zones):
                changed = [
                    replace(
                        question, zone=zone, proofs=tuple(replace(one, zone=zone) for one in question.proofs)
                    )
                    for zone in zones
                ]
            case OtherHour(at):
                changed = [
                    replace(question, now=at, proofs=tuple(replace(one, at=at) for one in question.proofs))
                ]
            case OtherGroups(groups):
                changed = [
                    replace(question, who=replace(who, groups=who.groups | {group})) for group in groups
                ]
            case OpenAccount():
                changed = [replace(question, who=replace(who, is_active=True))]
        assert changed
        assert all(decide(POLICY, one).is_allowed for one in changed), change


def test_a_weak_sign_in_at_home_is_told_of_the_weakest_that_does_and_of_the_office() -> None:
    question = signed_in("webbmejl", "mail", "remote", who=EMPLOYEE)
    assert list_single_changes(POLICY, question) == (OtherLevel("sms"), OtherZone(("skola", "admin")))


def test_a_closed_service_is_told_of_its_opening_and_of_nothing_else() -> None:
    question = signed_in("lonebesked", "sms", "remote", who=EMPLOYEE, now=local("2026-11-24 04:50"))
    assert list_single_changes(POLICY, question) == (OtherHour(local("2026-11-24 05:00")),)


def test_a_group_is_named_when_nothing_else_is_missing() -> None:
    question = signed_in("ekonomi", "app", "remote", who=EMPLOYEE)
    assert list_single_changes(POLICY, question) == (OtherGroups(("chefer", "ekonomi")),)


def test_a_closed_account_is_named() -> None:
    closed = replace(EMPLOYEE, is_active=False)
    assert list_single_changes(POLICY, signed_in("vab", "app", "remote", who=closed)) == (OpenAccount(),)


def test_two_things_that_are_missing_are_no_single_change() -> None:
    question = signed_in("sjalvservice-chef", "password", "admin", who=EMPLOYEE)
    assert list_single_changes(POLICY, question) == ()


def test_a_service_that_there_is_not_is_nothing_to_change() -> None:
    assert list_single_changes(POLICY, replace(signed_in("vab", "app", "remote"), service="none")) == ()
