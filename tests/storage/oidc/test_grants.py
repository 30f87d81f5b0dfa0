"""Grants and tokens in both databases: what is found, for how long, and what takes it away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.oidc.clients.client import Client
from idp.oidc.grant import Grant, Held, RequestedClaims, StoredToken, TokenKind
from idp.people.local import Account
from idp.policy.levels import Acr
from idp.sessions.session import AuthenticationEvent, End, Session
from idp.storage.unit_of_work import Database
from tests.support.world import ANNA

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
IDLE = timedelta(minutes=15)
SECOND = timedelta(seconds=1)

CLIENT = Client(
    client_id="c1",
    name="Payslips",
    service="lonebesked",
    redirect_uris=("https://payslips.test/callback",),
    auth_method="none",
    created_at=NOW,
)
SESSION = Session(
    "s1",
    "p1",
    "adm",
    (AuthenticationEvent("password", NOW, "admin"),),
    "admin",
    NOW,
    NOW,
    NOW + timedelta(hours=10),
)
GRANT = Grant(
    grant_id="g1",
    client_id="c1",
    person_id="p1",
    sid="s1",
    scopes=("openid", "profile"),
    claims=RequestedClaims(("name",), ("email",)),
    nonce="n",
    acr=Acr("password", "admin"),
    amr=("pwd",),
    auth_time=NOW,
    redirect_uri="https://payslips.test/callback",
    code_challenge="c",
    code_hash="code",
    code_expires_at=NOW + timedelta(minutes=1),
    created_at=NOW,
    expires_at=NOW + timedelta(hours=10),
)
ACCESS = StoredToken("access", TokenKind.ACCESS, "g1", NOW + timedelta(minutes=10))
REFRESH = StoredToken("refresh", TokenKind.REFRESH, "g1", NOW + timedelta(hours=8))


@pytest.fixture
def granted(database: Database) -> Database:
    """A database that holds one grant with an access token and a refresh token."""
    with database.begin() as stores:
        stores.clients.add(CLIENT)
        stores.sessions.add(SESSION, "secret")
        stores.grants.add(GRANT)
        stores.grants.add_tokens((ACCESS, REFRESH))
    return database


def find_by_access(database: Database, at: datetime = NOW) -> Held | None:
    """Look the access token up."""
    with database.begin() as stores:
        return stores.grants.find_by_access("access", at, IDLE)


def test_a_grant_comes_back_whole_with_its_session_and_client(granted: Database) -> None:
    with granted.begin() as stores:
        assert stores.grants.find_by_code("code", NOW, IDLE) == Held(GRANT, SESSION, CLIENT)


def test_a_grant_comes_with_the_person_whom_our_own_directory_holds(granted: Database) -> None:
    person = replace(ANNA, person_id=GRANT.person_id, personal_number="199001022384")
    with granted.begin() as stores:
        assert stores.people.add(Account(person, "a hash"), person.username)
    held = find_by_access(granted)
    assert held is not None
    assert held.person == person


def test_an_unknown_code_finds_nothing(granted: Database) -> None:
    with granted.begin() as stores:
        assert stores.grants.find_by_code("other", NOW, IDLE) is None


def test_a_revoked_grant_gives_nothing_any_more(granted: Database) -> None:
    with granted.begin() as stores:
        assert stores.grants.revoke("g1", NOW)
        assert not stores.grants.revoke("g1", NOW)
    assert find_by_access(granted) is None


def test_an_access_token_lives_until_its_end(granted: Database) -> None:
    assert find_by_access(granted, ACCESS.expires_at - SECOND) is not None
    assert find_by_access(granted, ACCESS.expires_at) is None


def test_a_refresh_token_is_no_access_token_nor_the_other_way_round(granted: Database) -> None:
    with granted.begin() as stores:
        assert stores.grants.find_by_access("refresh", NOW, IDLE) is None
        assert stores.grants.find_by_refresh("access", NOW, IDLE) is None


def test_a_token_may_be_good_for_less_than_the_grant(granted: Database) -> None:
    with granted.begin() as stores:
        stores.grants.add_tokens((replace(ACCESS, token_hash="narrow", scopes=("openid",)),))
        held = stores.grants.find_by_access("narrow", NOW, IDLE)
    assert held is not None
    assert held.grant.scopes == ("openid",)


@pytest.mark.parametrize("why", [End.SIGNED_OUT, End.REVOKED])
def test_a_grant_is_found_without_its_session_when_that_has_ended(granted: Database, why: End) -> None:
    with granted.begin() as stores:
        stores.sessions.end(["s1"], NOW, why)
    held = find_by_access(granted)
    assert held is not None
    assert held.session is None


def test_a_grant_is_found_without_its_session_when_that_has_idled_out(granted: Database) -> None:
    with granted.begin() as stores:
        held = stores.grants.find_by_refresh("refresh", NOW + IDLE + SECOND, IDLE)
    assert held is not None
    assert held.session is None


def test_a_paused_clients_access_tokens_find_nothing(granted: Database) -> None:
    with granted.begin() as stores:
        stores.clients.replace(replace(CLIENT, is_paused=True))
    assert find_by_access(granted) is None


def test_a_removed_clients_access_tokens_find_nothing(granted: Database) -> None:
    with granted.begin() as stores:
        stores.clients.remove("c1")
    assert find_by_access(granted) is None


def test_a_session_or_a_client_takes_all_its_grants_along(granted: Database) -> None:
    with granted.begin() as stores:
        stores.grants.add(replace(GRANT, grant_id="g2", code_hash="code2", sid="s2"))
        assert stores.grants.revoke_sessions(["s1", "s3"], NOW) == 1
        assert stores.grants.revoke_client("c1", NOW) == 1
        assert stores.grants.revoke_client("c1", NOW) == 0


def test_a_grant_comes_with_how_often_registrations_were_changed(granted: Database) -> None:
    with granted.begin() as stores:
        before = stores.grants.find_by_code("code", NOW, IDLE)
        stores.clients.replace(replace(CLIENT, secrets=()))
        after = stores.grants.find_by_refresh("refresh", NOW, IDLE)
        assert before is not None
        assert after is not None
        assert before.clients_version != after.clients_version == stores.clients.version()


def test_before_the_first_registration_there_were_no_changes(database: Database) -> None:
    with database.begin() as stores:
        stores.grants.add(GRANT)
        held = stores.grants.find_by_code("code", NOW, IDLE)
        assert held is not None
        assert held.clients_version == stores.clients.version() == 0
