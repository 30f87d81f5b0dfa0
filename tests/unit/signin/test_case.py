"""Who a sign-in is by."""

from dataclasses import replace
from datetime import UTC, datetime

from idp.people.directory import Bar
from idp.policy.address import Placement
from idp.policy.question import Proof
from idp.sessions.session import AuthenticationEvent, Session
from idp.signin.case import Known, find_known
from idp.signin.visit import Visit
from tests.unit.signin.cases import INTERACTION, MARIA

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
SESSION = Session(
    sid="s",
    person_id=MARIA.person_id,
    realm="adm",
    events=(AuthenticationEvent("password", NOW, "admin"),),
    zone="admin",
    started_at=NOW,
    last_seen_at=NOW,
    ends_at=NOW,
)
NOBODY = Visit(
    now=NOW,
    placement=Placement("remote", None, "unknown", None, "no_peer"),
    session=None,
    person=None,
    browser_hash="b",
    language="sv",
    csrf="c",
)
VISIT = replace(NOBODY, session=SESSION, person=MARIA)


def test_nobody_is_known_without_a_session() -> None:
    assert find_known(NOBODY, INTERACTION, None) is None


def test_person_of_the_session_is_known_by_what_they_proved() -> None:
    assert find_known(VISIT, INTERACTION, None) == Known(MARIA, (Proof("password", NOW, "admin"),))


def test_session_counts_for_the_sign_in_it_was_made_in() -> None:
    assert find_known(VISIT, replace(INTERACTION, person_id=MARIA.person_id), None) is not None


def test_session_of_somebody_else_counts_for_nothing() -> None:
    assert find_known(VISIT, replace(INTERACTION, person_id="p-gunilla"), None) is None


def test_expired_password_counts_for_its_own_sign_in_as_if_given_now() -> None:
    hidden = replace(INTERACTION, person_id=MARIA.person_id, bar=Bar.PASSWORD_EXPIRED)
    assert find_known(NOBODY, hidden, MARIA) == Known(MARIA, (Proof("password", NOW, "remote"),))


def test_person_who_vanished_while_signing_in_is_not_known() -> None:
    hidden = replace(INTERACTION, person_id=MARIA.person_id, bar=Bar.PASSWORD_EXPIRED)
    assert find_known(NOBODY, hidden, None) is None
