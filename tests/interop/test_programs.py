"""Well-known client libraries sign a person in through discovery alone, and do all that a relying party does."""

import sys
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey

from tests.interop.conversing import HERE, Program, node_program
from tests.support.form_filler import FormFiller
from tests.support.served import Served

CALLBACK = "http://localhost:9/callback"
GOODBYE = "http://localhost:9/goodbye"
KEY = ECKey.generate_key("P-256", {"kid": "interop"})

OPENID_CLIENT = node_program("openid_client.mjs")
OAUTH4WEBAPI = node_program("oauth4webapi.mjs")
IDPYOIDC = Program((sys.executable, "-W", "ignore", str(HERE / "programs/idpyoidc_client.py")))


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    ("program", "registration", "username"),
    [
        pytest.param(OPENID_CLIENT, {"auth_method": "client_secret_post"}, "anelin001", id="openid-client"),
        pytest.param(
            OAUTH4WEBAPI,
            {"auth_method": "private_key_jwt", "jwks": {"keys": [KEY.as_dict(private=False)]}},
            "margra001",
            id="oauth4webapi",
        ),
        pytest.param(IDPYOIDC, {"auth_method": "client_secret_basic"}, "ahmnas001", id="idpyoidc"),
    ],
)
def test_a_library_signs_in_refreshes_steps_up_and_signs_out(
    served: Served, tmp_path: Path, program: Program, registration: dict[str, Any], username: str
) -> None:
    registered = served.register(
        redirect_uris=(CALLBACK,), post_logout_redirect_uris=(GOODBYE,), **registration
    )
    higher = f"{served.issuer}/acr/app/admin"
    person = FormFiller(served, username=username)

    def open_address(address: str) -> str:
        person.method = "app" if "acr_values=" in address else "password"
        return person.open(address)

    settings = {
        "issuer": served.issuer,
        "client_id": registered.client.client_id,
        "secret": registered.secret,
        "key": KEY.as_dict(private=True),
        "redirect_uri": CALLBACK,
        "post_logout_redirect_uri": GOODBYE,
        "higher_acr": higher,
    }
    told = program.converse(settings, open_address, tmp_path)
    claims = told["claims"]
    assert claims["acr"] == f"{served.issuer}/acr/password/admin"
    assert told["userinfo"]["sub"] == claims["sub"]
    assert told["userinfo"]["preferred_username"] == username
    assert [told["renewed"][name] for name in ("iss", "sub", "aud")] == [
        claims[name] for name in ("iss", "sub", "aud")
    ]
    assert told["higher"]["acr"] == higher
    assert told["signedOut"].startswith(GOODBYE)
    silent = person.open(_build_silent_request(served, registered.client.client_id))
    assert "error=login_required" in silent


def _build_silent_request(served: Served, client_id: str) -> str:
    """Return a request that only somebody who is still signed in gets a code for."""
    return (
        f"{served.issuer}/authorize?client_id={client_id}&redirect_uri={CALLBACK}&response_type=code"
        f"&scope=openid&prompt=none&code_challenge={'c' * 43}&code_challenge_method=S256"
    )
