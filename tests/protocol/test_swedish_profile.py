"""The Swedish OpenID Connect Profile 1.0: what it demands beyond the international specifications."""

import json

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import CALLBACK, HOME, ISSUER, World, answer_of, claims_of, resume_of

APP_HERE, APP_ELSEWHERE = f"{ISSUER}/acr/app/admin", f"{ISSUER}/acr/app/skola"


def demand(*acr: str) -> str:
    """Return a claims parameter that demands one of these acr values."""
    return json.dumps({"id_token": {"acr": {"essential": True, "values": list(acr)}}})


def test_an_essential_acr_that_can_be_met_is_asked_for(world: World, payslips: Registered) -> None:
    """P4: the acr is reached by a new sign-in step."""
    browser = world.browser()
    world.sign_in(browser, "password")
    parked = world.authorize(browser, payslips.client, claims=demand(APP_HERE))
    assert parked.headers["Location"].startswith("/signin/")
    world.sign_in(browser, "password", "totp")
    resumed = browser.get(resume_of(parked.headers["Location"]))
    tokens = world.redeem(payslips, answer_of(resumed)["code"]).json
    assert claims_of(tokens["id_token"])["acr"] == APP_HERE


@pytest.mark.parametrize("acr", [APP_ELSEWHERE, "http://id.elegnamnden.se/loa/1.0/loa3"])
def test_an_essential_acr_that_cannot_be_met_is_shown_to_the_person_first(
    world: World, payslips: Registered, acr: str
) -> None:
    """P4: show the error, then let the person take it back to the client."""
    browser = world.browser()
    world.sign_in(browser)
    page = world.authorize(browser, payslips.client, claims=demand(acr))
    assert page.status_code == 403
    assert "Location" not in page.headers
    assert "unmet_authentication_requirements" in page.text
    assert f'href="{CALLBACK}?error=' in page.text


def test_an_unmet_essential_acr_is_told_at_once_to_a_silent_request(
    world: World, payslips: Registered
) -> None:
    """P4 with prompt=none: nothing may be shown."""
    browser = world.browser()
    world.sign_in(browser)
    refused = world.authorize(browser, payslips.client, claims=demand(APP_ELSEWHERE), prompt="none")
    assert answer_of(refused)["error"] == "unmet_authentication_requirements"


def test_a_stronger_sign_in_states_the_essential_acr_it_covers(world: World, payslips: Registered) -> None:
    """P4: the acr stated is one of those demanded."""
    wanted = f"{ISSUER}/acr/sms/admin"
    tokens = world.tokens(payslips, "password", "totp", claims=demand(wanted))
    assert claims_of(tokens["id_token"])["acr"] == wanted


def test_a_closed_service_says_so_before_the_way_back(world: World, payslips: Registered) -> None:
    """P4: payslips are closed at half past midnight."""
    world.clock.advance(hours=12, minutes=30)
    browser = world.browser()
    world.sign_in(browser)
    page = world.authorize(browser, payslips.client)
    assert (page.status_code, "temporarily_unavailable" in page.text) == (403, True)
    silent = world.authorize(browser, payslips.client, prompt="none")
    assert answer_of(silent)["error"] == "temporarily_unavailable"


def test_a_person_without_the_right_reads_why(world: World, payslips: Registered) -> None:
    """P4."""
    world.town.change("p-anna", groups=frozenset())
    browser = world.browser()
    world.sign_in(browser)
    page = world.authorize(browser, payslips.client)
    assert (page.status_code, "access_denied" in page.text) == (403, True)
    assert answer_of(world.authorize(browser, payslips.client, prompt="none"))["error"] == "access_denied"


def test_the_subject_reveals_nothing_and_the_id_token_lives_five_minutes(
    world: World, payslips: Registered
) -> None:
    """P6 and P7."""
    claims = claims_of(world.tokens(payslips)["id_token"])
    assert claims["exp"] - claims["iat"] <= 300
    assert "annand001" not in json.dumps(claims)


def test_the_acr_tells_the_zone_that_is_weaker_of_proof_and_presence(
    world: World, payslips: Registered
) -> None:
    """P6: what is stated is what was proved, where the person stands."""
    browser = world.browser(HOME)
    world.sign_in(browser, "password", "totp", zone="admin")
    tokens = world.redeem(payslips, answer_of(world.authorize(browser, payslips.client))["code"]).json
    assert claims_of(tokens["id_token"])["acr"] == f"{ISSUER}/acr/app/remote"


def test_a_session_carried_outside_lowers_the_acr_of_a_refresh(world: World, payslips: Registered) -> None:
    """P6: never higher than now, and never higher than then."""
    browser = world.browser()
    world.sign_in(browser, "password", "totp")
    tokens = world.redeem(payslips, answer_of(world.authorize(browser, payslips.client))["code"]).json
    browser.address = HOME
    world.authorize(browser, payslips.client)
    carried = world.refresh(payslips, tokens["refresh_token"]).json
    assert claims_of(carried["id_token"])["acr"] == f"{ISSUER}/acr/app/remote"
    browser.address = "192.0.2.10"
    world.authorize(browser, payslips.client)
    back = world.refresh(payslips, carried["refresh_token"]).json
    assert claims_of(back["id_token"])["acr"] == APP_HERE


def test_discovery_promises_what_the_profile_demands(world: World) -> None:
    """P11."""
    metadata = world.app.test_client().get("/.well-known/openid-configuration").json
    assert metadata["claims_parameter_supported"] is True
    assert "private_key_jwt" in metadata["token_endpoint_auth_methods_supported"]
    assert {"RS256", "ES256"} <= set(metadata["token_endpoint_auth_signing_alg_values_supported"])
