"""What is said would have changed the answer would have: each change is applied and the question asked again."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from idp.policy.decide import (
    Ask,
    AskForGroup,
    Counterfactual,
    GoInside,
    Outcome,
    Proof,
    Question,
    SignInWith,
    Subject,
    WaitUntil,
    decide,
)
from idp.policy.levels import UNKNOWN_ACR
from idp.policy.methods import METHODS
from tests.unit.policy.demo import EMPLOYEE, NOON, POLICY, answer, entitled, local, member, newcomer, prove

MOMENTS = [
    NOON,
    local("2026-11-18 12:00"),
    local("2026-11-22 03:00"),
    local("2026-07-10 23:00"),
    local("2026-10-25 02:30"),
]


def sign_in(question: Question, level: str) -> Question:
    """Return the question after a fresh sign-in in place."""
    who = question.who or entitled(question.service)
    return replace(question, who=who, proofs=prove(level, question.zone, question.now))


def reveal(question: Question) -> Question:
    """Return the question with someone who has not proved enough to be known as the one it is taken for: entitled."""
    is_known = decide(POLICY, question).acr is not None
    return question if is_known else replace(question, who=question.who and entitled(question.service))


def leads_to_the_service(question: Question) -> bool:
    """Say whether the answer is yes, or is after any of the sign-ins on offer."""
    decision = decide(POLICY, question)
    if decision.outcome is Outcome.NEEDS_PROOF:
        return all(decide(POLICY, sign_in(question, option)).is_allowed for option in decision.options)
    return decision.is_allowed


def is_true(question: Question, change: Counterfactual) -> bool:
    """Apply the change and ask again."""
    match change:
        case SignInWith(level):
            return decide(POLICY, sign_in(question, level)).is_allowed
        case GoInside(zones):
            return bool(zones) and all(leads_to_the_service(replace(question, zone=zone)) for zone in zones)
        case WaitUntil(at):
            return at > question.now and leads_to_the_service(replace(question, now=at))
        case AskForGroup(groups):
            return bool(groups) and all(leads_to_the_service(join(question, group)) for group in groups)


def join(question: Question, group: str) -> Question:
    assert question.who is not None
    return replace(question, who=replace(question.who, groups=question.who.groups | {group}))


GROUPS = ["alla-anstallda", "chefer", "ekonomi", "hemtjanst", "idp-admin", "skolledning"]
ZONES = st.sampled_from(POLICY.zones.names)
ACRS = st.lists(st.sampled_from([*POLICY.acrs, UNKNOWN_ACR]), max_size=3).map(tuple)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Questions a real caller could ask: nothing is proved, or to be proved, later than now."""
    now = draw(st.sampled_from(MOMENTS))
    ages = st.sampled_from([timedelta(0), timedelta(minutes=5), timedelta(hours=2)])
    methods = draw(st.sets(st.sampled_from(list(METHODS))))
    return Question(
        who=draw(
            st.none()
            | st.builds(Subject, st.frozensets(st.sampled_from(GROUPS)), st.just("adm"), st.booleans())
        ),
        proofs=tuple(Proof(method, now - draw(ages), draw(ZONES)) for method in sorted(methods)),
        zone=draw(ZONES),
        now=now,
        service=draw(st.sampled_from(list(POLICY.services))),
        ask=Ask(
            acr_values=draw(ACRS),
            essential_acr=draw(ACRS),
            fresh_after=draw(st.none() | ages.map(lambda age: now - age)),
            level=draw(st.none() | st.sampled_from(POLICY.levels.names)),
        ),
    )


@settings(max_examples=600)
@given(questions())
def test_every_change_is_true_by_itself(question: Question) -> None:
    for change in decide(POLICY, question).counterfactuals:
        assert is_true(reveal(question), change), change


@settings(max_examples=600)
@given(questions())
def test_every_option_leads_to_the_service_here_and_now(question: Question) -> None:
    for option in decide(POLICY, question).options:
        assert decide(POLICY, sign_in(reveal(question), option)).is_allowed, option


@settings(max_examples=300)
@given(questions())
def test_a_yes_and_an_inactive_person_leave_nothing_to_change(question: Question) -> None:
    decision = decide(POLICY, question)
    if decision.is_allowed or (decision.acr and question.who and not question.who.is_active):
        assert decision.counterfactuals == ()


def test_each_sign_in_that_would_do_is_named_the_recommended_first() -> None:
    app, sms = (POLICY.levels.get(name) for name in ("app", "sms"))
    assert app
    assert sms
    changes = newcomer("lonebesked", "remote").counterfactuals
    assert changes[:2] == (SignInWith("app", app.label), SignInWith("sms", sms.label))


def test_the_office_is_named_only_where_less_will_do_there() -> None:
    assert GoInside(("skola", "admin")) in newcomer("lonebesked", "remote").counterfactuals
    manager = newcomer("sjalvservice-chef", "remote").counterfactuals
    assert not any(isinstance(change, GoInside) for change in manager)


def test_someone_inside_is_not_sent_inside() -> None:
    changes = newcomer("vab", "skola").counterfactuals
    assert changes
    assert not any(isinstance(change, GoInside) for change in changes)


def test_the_group_to_ask_for_is_named_when_it_is_all_that_is_missing() -> None:
    refused = answer("ekonomi", "admin", *prove("password", "admin"), who=EMPLOYEE)
    assert refused.counterfactuals == (AskForGroup(("chefer", "ekonomi")),)
    journal_from_home = answer("omsorgsjournal", "remote", *prove("app", "remote"), who=EMPLOYEE)
    assert journal_from_home.counterfactuals == ()


def test_no_group_and_no_way_inside_is_named_while_the_service_is_closed() -> None:
    sunday = local("2026-11-22 12:00")
    outsider = Question(member("hemtjanst"), prove("app", "admin", sunday), "admin", sunday, "ekonomi")
    assert decide(POLICY, outsider).counterfactuals == ()
    services, hours = POLICY.services, POLICY.services["ekonomi"].hours
    by_day = replace(POLICY, services={**services, "console": replace(services["console"], hours=hours)})
    from_home = Question(None, (), "remote", sunday, "console")
    assert decide(by_day, from_home).counterfactuals == ()


def test_waiting_is_not_named_where_the_hour_is_not_all_that_is_wrong() -> None:
    night = local("2026-11-23 02:00")
    unmeetable = Ask(essential_acr=(UNKNOWN_ACR,))
    assert decide(POLICY, Question(None, (), "remote", night, "lonebesked", unmeetable)).counterfactuals == ()
