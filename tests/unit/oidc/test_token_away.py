"""While nothing can be signed, an application is told so, and to begin anew."""

import json

from idp.oidc.endpoints.machines import POST, Door
from idp.oidc.http import Request, Response
from idp.signing.hsm import HsmAway


def fail(_request: Request) -> Response:
    raise HsmAway("TokenNotPresent; canary")


def test_a_token_that_is_away_is_an_answer_and_no_fault() -> None:
    response = Door("token", POST, fail).answer(Request("POST", "/token"))
    told = json.loads(response.body)
    assert (response.status, told["error"]) == (503, "temporarily_unavailable")
    assert "sign in again" in told["error_description"]
    assert dict(response.headers)["Retry-After"].isdecimal()
    assert b"canary" not in response.body
