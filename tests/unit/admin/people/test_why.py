"""The helpdesk reads what the person read, with the whole decision behind it."""

from datetime import datetime

import pytest

from idp.admin.actor import Forbidden
from idp.admin.people.why import Case, UnknownPlace
from idp.audit.events import Event, Tag
from idp.i18n import load_catalogues
from idp.oidc.clients.client import Client
from idp.policy.decide import decide
from idp.policy.decision import Outcome
from idp.policy.explain import explain
from idp.policy.question import Proof, Question, Subject
from idp.policy.review.what_if import OtherLevel
from idp.storage.unit_of_work import Database
from tests.support.employees import MARIA, NOON
from tests.support.people_desk import ANNA, OWNER, Desks, build_desks
from tests.support.signing_in import POLICY

FROM_HOME = Case("lonebesked", "remote", ("password",), NOON)


@pytest.fixture
def desks(sqlite_database: Database) -> Desks:
    return build_desks(sqlite_database)


def record(desks: Desks, *events: Event) -> None:
    with desks.database.begin() as stores:
        for event in events:
            stores.audit.record(event)


def happen(tag: Tag, at: datetime, outcome: str, **named: str) -> Event:
    return Event(tag, at, MARIA.person_id, sid="s1", zone="remote", outcome=outcome, **named)


def build_client() -> Client:
    return Client(
        client_id="c1",
        name="Lönebesked",
        service="lonebesked",
        redirect_uris=(),
        auth_method="none",
        created_at=NOON,
    )


@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_the_sentences_are_those_that_the_person_reads(desks: Desks, language: str) -> None:
    why = desks.explaining.explain(ANNA, MARIA.person_id, FROM_HOME, language, NOON)
    who = Subject(MARIA.groups, MARIA.realm, is_active=True)
    question = Question(who, (Proof("password", NOON, "remote"),), "remote", NOON, "lonebesked", realm="adm")
    decision, service = decide(POLICY, question), POLICY.services["lonebesked"]
    read = explain(decision, service.name.pick(language), load_catalogues()[language].text, language, NOON)
    assert why.answer
    assert why.answer.decision == decision
    assert (*why.answer.explanation.ways, *why.answer.explanation.reasons) == read
    assert read


def test_each_single_change_that_would_let_them_in_is_said(desks: Desks) -> None:
    why = desks.explaining.explain(ANNA, MARIA.person_id, FROM_HOME, "sv", NOON)
    assert why.answer
    assert why.answer.decision.outcome is Outcome.NEEDS_PROOF
    assert any(isinstance(change, OtherLevel) for change in why.answer.changes)


def test_nobody_signed_in_is_asked_about_too(desks: Desks) -> None:
    case = Case("lonebesked", "admin", (), NOON)
    why = desks.explaining.explain(ANNA, MARIA.person_id, case, "sv", NOON)
    assert why.answer
    assert why.answer.decision.outcome is Outcome.NEEDS_PROOF


@pytest.mark.parametrize(
    ("case", "field"),
    [
        (Case("nothing", "admin", (), NOON), "service"),
        (Case("lonebesked", "moon", (), NOON), "zone"),
        (Case("lonebesked", "admin", ("charm",), NOON), "method"),
        (Case("lonebesked", "admin", (), NOON.replace(year=9999)), "at"),
        (Case("lonebesked", "admin", (), NOON.replace(year=1)), "at"),
    ],
)
def test_what_the_policy_does_not_have_is_refused(desks: Desks, case: Case, field: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        desks.explaining.explain(ANNA, MARIA.person_id, case, "sv", NOON)
    assert caught.value.field == field


def test_a_refusal_of_the_trail_is_explained_by_what_was_proved_then(desks: Desks) -> None:
    with desks.database.begin() as stores:
        stores.clients.add(build_client())
    record(
        desks,
        happen(Tag.SESSION_STARTED, NOON, "password"),
        happen(Tag.AUTHORIZATION_REFUSED, NOON, "access_denied", client_id="c1"),
        happen(Tag.SESSION_STEPPED_UP, NOON, "totp"),
    )
    (told,) = desks.explaining.explain(ANNA, MARIA.person_id, None, "sv", NOON).told
    assert (told.outcome, told.client_id) == ("access_denied", "c1")
    assert told.answer
    assert told.answer.case.zone == "remote"
    assert told.answer.case.methods[0] == "password"
    assert told.answer.explanation.ways


def test_a_refusal_by_an_application_that_is_gone_is_said_without_words(desks: Desks) -> None:
    record(desks, happen(Tag.AUTHORIZATION_REFUSED, NOON, "access_denied", client_id="gone"))
    (told,) = desks.explaining.explain(ANNA, MARIA.person_id, None, "sv", NOON).told
    assert told.answer is None


def test_explaining_is_recorded_and_refused_like_opening(desks: Desks) -> None:
    desks.explaining.explain(ANNA, MARIA.person_id, FROM_HOME, "sv", NOON)
    assert desks.last_event()["tag"] == "person.explained"
    with pytest.raises(Forbidden):
        desks.explaining.explain(OWNER, MARIA.person_id, FROM_HOME, "sv", NOON)
