"""RFC 7636 with RFC 9700, section 2.1.1: proof key for code exchange, S256 alone."""

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import VERIFIER, World, answer_of


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": None},
        {"code_challenge": "short"},
        {"code_challenge": "+" * 43},
        {"code_challenge": "a" * 44},
    ],
)
def test_a_request_needs_a_s256_challenge(
    world: World, payslips: Registered, changes: dict[str, str | None]
) -> None:
    """4.4.1; plain is refused (RFC 9700, 2.1.1)."""
    assert (
        answer_of(world.authorize(world.browser(), payslips.client, **changes))["error"] == "invalid_request"
    )


@pytest.mark.parametrize("verifier", [None, "w" * 43, VERIFIER[:-1], "å" * 43, "v" * 129])
def test_a_code_needs_the_verifier_it_was_made_for(
    world: World, payslips: Registered, verifier: str | None
) -> None:
    """4.6."""
    response = world.redeem(payslips, world.get_code(payslips), code_verifier=verifier)
    assert response.status_code == 400
    assert response.json["error"] in {"invalid_grant", "invalid_request"}


def test_a_client_may_be_registered_without_pkce(world: World) -> None:
    """For relying parties that know no PKCE; never the default."""
    old = world.register(requires_pkce=False)
    code = world.get_code(old, code_challenge=None, code_challenge_method=None)
    assert world.redeem(old, code, code_verifier=None).status_code == 200


def test_a_verifier_without_a_challenge_is_refused(world: World) -> None:
    """RFC 9700, 2.1.1: else a challenge could be cut out of the request."""
    old = world.register(requires_pkce=False)
    code = world.get_code(old, code_challenge=None, code_challenge_method=None)
    assert world.redeem(old, code).json["error"] == "invalid_grant"
