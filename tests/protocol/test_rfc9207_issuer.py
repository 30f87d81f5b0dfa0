"""RFC 9207: every authorization response says who it is from."""

from idp.oidc.registration.registering import Registered
from tests.support.world import ISSUER, World, answer_of


def test_a_code_comes_with_the_issuer(world: World, payslips: Registered) -> None:
    """2."""
    browser = world.browser()
    world.sign_in(browser)
    assert answer_of(world.authorize(browser, payslips.client))["iss"] == ISSUER


def test_an_error_comes_with_the_issuer(world: World, payslips: Registered) -> None:
    """2."""
    assert answer_of(world.authorize(world.browser(), payslips.client, prompt="none"))["iss"] == ISSUER


def test_the_metadata_says_so(world: World) -> None:
    """3."""
    metadata = world.app.test_client().get("/.well-known/openid-configuration").json
    assert metadata["authorization_response_iss_parameter_supported"] is True
    assert metadata["issuer"] == ISSUER
