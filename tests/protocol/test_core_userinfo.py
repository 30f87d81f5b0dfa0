"""OpenID Connect Core 1.0, section 5.3: userinfo, and decide() asked again on every call."""

from dataclasses import replace

import pytest

from idp.oidc.registration.registering import Registered
from idp.sessions.session import End
from tests.support.world import ANNA, ISSUER, OFFICE, World, answer_of, claims_of


def test_each_scope_stands_for_its_claims(world: World, payslips: Registered) -> None:
    """5.4."""
    token = world.tokens(payslips, scope="openid profile email")["access_token"]
    assert world.userinfo(token).json == {
        "sub": "p-anna",
        "name": "Anna Andersson",
        "given_name": "Anna",
        "family_name": "Andersson",
        "preferred_username": "annand001",
        "updated_at": 1764586800,
        "email": "anna.andersson@town.test",
        "email_verified": True,
    }


def test_what_is_not_known_is_left_out(world: World, payslips: Registered) -> None:
    """5.3.2."""
    world.town.change("p-anna", email=None)
    token = world.tokens(payslips, scope="openid email")["access_token"]
    assert world.userinfo(token).json == {"sub": "p-anna"}


def test_a_claim_the_client_is_not_registered_for_is_not_told(world: World) -> None:
    """Swedish OpenID Connect Profile 1.0: release nothing the client is not authorised for."""
    modest = world.register(scopes=("openid",))
    token = world.tokens(modest, claims='{"userinfo":{"email":{"essential":true}}}')["access_token"]
    assert world.userinfo(token).json == {"sub": "p-anna"}


def test_a_change_in_the_directory_shows_at_once(world: World, payslips: Registered) -> None:
    """5.3."""
    token = world.tokens(payslips, scope="openid profile")["access_token"]
    world.town.change("p-anna", name="Anna Berg", family_name="Berg")
    assert world.userinfo(token).json["name"] == "Anna Berg"


@pytest.mark.parametrize("change", [{"is_active": False}, {"groups": frozenset()}])
def test_a_person_who_lost_the_right_is_told_about_no_more(
    world: World, payslips: Registered, change: dict[str, object]
) -> None:
    """5.3.3."""
    tokens = world.tokens(payslips)
    world.town.change("p-anna", **change)
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert world.refresh(payslips, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_person_who_is_gone_is_told_about_no_more(world: World, payslips: Registered) -> None:
    """5.3.3."""
    token = world.tokens(payslips)["access_token"]
    del world.town.people["p-anna"]
    assert world.userinfo(token).status_code == 401


def test_a_service_that_closes_takes_its_tokens_along(world: World, payslips: Registered) -> None:
    """5.3.3, as the service's hours have it: payslips close at 23.00."""
    world.clock.advance(hours=10, minutes=55)
    tokens = world.tokens(payslips)
    assert world.userinfo(tokens["access_token"]).status_code == 200
    world.clock.advance(minutes=5)
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert world.refresh(payslips, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_session_that_ended_takes_its_tokens_along(world: World, payslips: Registered) -> None:
    """5.3.3."""
    browser = world.browser()
    session = world.sign_in(browser)
    tokens = world.redeem(payslips, answer_of(world.authorize(browser, payslips.client))["code"]).json
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert world.refresh(payslips, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_session_that_idles_out_takes_its_refresh_tokens_along(world: World, payslips: Registered) -> None:
    """12."""
    tokens = world.tokens(payslips)
    world.clock.advance(minutes=15, seconds=1)
    assert world.refresh(payslips, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_password_session_that_moved_outside_is_worth_nothing_there(
    world: World, payslips: Registered
) -> None:
    """Zone of the session's last request."""
    browser = world.browser(OFFICE)
    world.sign_in(browser)
    tokens = world.redeem(payslips, answer_of(world.authorize(browser, payslips.client))["code"]).json
    browser.address = "203.0.113.200"
    world.authorize(browser, payslips.client)
    assert world.userinfo(tokens["access_token"]).status_code == 401


def test_a_paused_or_removed_client_learns_no_more(world: World, payslips: Registered) -> None:
    """5.3.3."""
    token = world.tokens(payslips)["access_token"]
    with world.database.begin() as stores:
        stores.clients.replace(replace(payslips.client, is_paused=True))
    assert world.userinfo(token).status_code == 401


DETAILS = {
    "middle_name": "Maria",
    "nickname": "Annie",
    "profile": "https://town.test/anna",
    "picture": "https://town.test/anna.png",
    "website": "https://anna.test/",
    "gender": "female",
    "birthdate": "1980-01-31",
    "zoneinfo": "Europe/Stockholm",
    "locale": "sv-SE",
}


def test_the_scope_profile_brings_every_standard_claim_that_is_kept(world: World) -> None:
    """5.4."""
    world.town.change(ANNA.person_id, details=DETAILS)
    told = world.userinfo(world.tokens(world.register(), scope="openid profile")["access_token"]).json
    assert told | DETAILS == told
    assert {"name", "given_name", "family_name", "preferred_username", "updated_at"} <= set(told)


def test_address_and_phone_come_by_their_own_scopes(world: World) -> None:
    """5.1.1, 5.4."""
    kept = {"address.locality": "Havsvik", "address.country": "SE", "phone_number": "+46 70 174 06 05"}
    world.town.change(ANNA.person_id, details=kept)
    client = world.register(scopes=("openid", "profile", "address", "phone"))
    told = world.userinfo(world.tokens(client, scope="openid address phone")["access_token"]).json
    assert told["address"] == {"locality": "Havsvik", "country": "SE"}
    assert (told["phone_number"], told["phone_number_verified"]) == ("+46 70 174 06 05", True)
    without = world.userinfo(world.tokens(client, scope="openid profile")["access_token"]).json
    assert not {"address", "phone_number", "phone_number_verified"} & set(without)


def test_a_birthdate_known_from_the_number_alone_is_not_in_the_scope_profile(world: World) -> None:
    world.town.change(ANNA.person_id, personal_number="198301109289")
    told = world.userinfo(world.tokens(world.register(), scope="openid profile")["access_token"]).json
    assert "birthdate" not in told


def test_a_registration_that_shrank_since_the_sign_in_counts_at_once(world: World) -> None:
    world.town.change(ANNA.person_id, details=DETAILS)
    client = world.register()
    token = world.tokens(client, scope="openid profile")["access_token"]
    with world.database.begin() as stores:
        stores.clients.replace(replace(client.client, scopes=("openid",)))
    assert world.userinfo(token).json == {"sub": ANNA.person_id}


def test_a_protected_persons_details_are_nobodys(world: World) -> None:
    world.town.change(ANNA.person_id, details=DETAILS, is_protected=True, alias="Medarbetare 311")
    told = world.userinfo(world.tokens(world.register(), scope="openid profile")["access_token"]).json
    assert not set(DETAILS) & set(told)


@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_a_client_registered_for_it_gets_its_answer_signed(world: World, alg: str) -> None:
    """5.3.2: with iss and aud, and nothing that belongs to an ID token."""
    client = world.register(userinfo_alg=alg)
    response = world.userinfo(world.tokens(client, scope="openid profile")["access_token"])
    assert (response.status_code, response.content_type) == (200, "application/jwt")
    assert response.headers["Cache-Control"] == "no-store"
    claims = claims_of(response.get_data(as_text=True))
    assert (claims["iss"], claims["aud"]) == (ISSUER, client.client.client_id)
    assert claims["sub"] == ANNA.person_id
    assert claims["name"] == ANNA.name
    assert not {"nonce", "exp", "at_hash"} & set(claims)
