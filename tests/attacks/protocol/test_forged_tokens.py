"""Forged JSON Web Tokens wherever one is taken: as a hint, as a logout hint, as a client's assertion.

CVE-2024-37568, CVE-2026-28802, CVE-2026-27962, CVE-2025-59420, CVE-2026-48523, CVE-2025-61920, CVE-2025-62706.
"""

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from idp.oidc.registration.registering import Registered
from tests.support.assertions import Signer, redeem_with
from tests.support.forgeries import FORGERIES, Genuine
from tests.support.world import KEYRING, SIGNED_OUT, World, answer_of, claims_of


@pytest.fixture
def id_token(world: World, payslips: Registered) -> Genuine:
    """A genuine ID token."""
    key = KEYRING.active("ES256")
    assert isinstance(key.key, ECKey)
    return Genuine(key.key, key.kid, claims_of(world.tokens(payslips)["id_token"]))


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_hint_is_refused(world: World, payslips: Registered, id_token: Genuine, name: str) -> None:
    response = world.authorize(world.browser(), payslips.client, id_token_hint=FORGERIES[name](id_token))
    assert answer_of(response)["error"] == "invalid_request"


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_hint_signs_nobody_out_and_redirects_nobody(
    world: World, id_token: Genuine, name: str
) -> None:
    browser = world.browser()
    world.sign_in(browser)
    response = browser.get(
        "/end-session", id_token_hint=FORGERIES[name](id_token), post_logout_redirect_uri=SIGNED_OUT
    )
    assert (response.status_code, "Location" in response.headers) == (200, False)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_assertion_proves_no_client(world: World, name: str) -> None:
    signer = Signer()
    client = signer.register(world)
    right = signer.sign(world, client.client.client_id)
    assert isinstance(signer.key, ECKey)
    genuine = Genuine(signer.key, "k1", dict(jwt.decode(right, signer.key, algorithms=["ES256"]).claims))
    response = redeem_with(world, "any", FORGERIES[name](genuine))
    assert response.json["error"] in {"invalid_client", "invalid_request"}


def test_the_genuine_tokens_would_have_passed(world: World, payslips: Registered, id_token: Genuine) -> None:
    """Else the tests above prove nothing."""
    browser = world.browser()
    world.sign_in(browser)
    hint = id_token.sign(id_token.key, typ="JWT")
    assert "code" in answer_of(world.authorize(browser, payslips.client, prompt="none", id_token_hint=hint))


def test_our_own_id_token_is_no_client_assertion(world: World, payslips: Registered) -> None:
    """RFC 8725, 3.11."""
    assert redeem_with(world, "any", world.tokens(payslips)["id_token"]).status_code == 401
