"""What a client must sign under a profile that has it sign what it asks for: FAPI 2.0 Message Signing, section 5.3.1."""

from dataclasses import replace
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from idp.oidc.authorization.request_object import BadRequestObject, check_signed, unfold
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.oidc.outbound import Outbound
from tests.unit.oidc.checks.cases import CALLBACK, CLIENT, ISSUER, KEYRING, NOW

EC, RSA = ECKey.generate_key("P-256", {"kid": "ec"}), RSAKey.generate_key(2048, {"kid": "rsa"})
HELD: dict[str, Any] = {"profile": "fapi2_signed"}
SIGNING = replace(CLIENT, jwks={"keys": [key.as_dict(private=False) for key in (EC, RSA)]}, **HELD)
PLAIN = replace(SIGNING, profile="oidc")
SECONDS = int(NOW.timestamp())
HOUR = 3600


def sign(*, alg: str = "ES256", typ: str | None = "oauth-authz-req+jwt", **changes: Any) -> str:
    """Return a right request object with some claims changed, or left out by None."""
    right = {
        "iss": "c1",
        "aud": ISSUER,
        "nbf": SECONDS,
        "exp": SECONDS + 300,
        "client_id": "c1",
        "redirect_uri": CALLBACK,
        "response_type": "code",
    }
    claims = {name: value for name, value in (right | changes).items() if value is not None}
    key = EC if alg == "ES256" else RSA
    header = {"alg": alg, "kid": key.kid, "typ": typ}
    return jwt.encode({name: value for name, value in header.items() if value}, claims, key, algorithms=[alg])


def read(token: str, client: Client = SIGNING, **outside: str) -> dict[str, str]:
    """Return the parameters that count."""
    return dict(unfold(Outbound(), client, ISSUER, KEYRING, {"request": token, **outside}, NOW))


@pytest.mark.parametrize("alg", ["ES256", "PS256"])
def test_what_is_signed_is_read(alg: str) -> None:
    assert read(sign(alg=alg))["redirect_uri"] == CALLBACK


@pytest.mark.parametrize("typ", ["oauth-authz-req+jwt", "JWT", None])
def test_nothing_outside_counts_whatever_the_type(typ: str | None) -> None:
    assert "state" not in read(sign(typ=typ), state="outside", client_id="c1")
    assert ("state" in read(sign(typ=typ), PLAIN, state="outside")) == (typ != "oauth-authz-req+jwt")


@pytest.mark.parametrize(
    "changes",
    [
        {"nbf": SECONDS - HOUR + 1, "exp": SECONDS + 1},
        {"nbf": SECONDS + 8},
        {"nbf": SECONDS, "exp": SECONDS + HOUR},
        {"aud": [ISSUER, "https://other.test"]},
        {"iat": SECONDS + 8},
    ],
)
def test_an_hour_and_a_clock_of_seconds_ahead_are_allowed(changes: dict[str, Any]) -> None:
    assert read(sign(**changes))["client_id"] == "c1"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"exp": None}, "exp and nbf are needed"),
        ({"nbf": None}, "exp and nbf are needed"),
        ({"exp": SECONDS + HOUR + 1}, "at most 60 minutes after nbf"),
        ({"nbf": SECONDS - HOUR - 1, "exp": SECONDS - 1}, "expired"),
        ({"nbf": SECONDS - HOUR - 1, "exp": SECONDS + 1}, "at most 60 minutes after nbf"),
        ({"nbf": SECONDS + 11}, "nbf lies ahead"),
        ({"iat": SECONDS + 11}, "iat lies ahead"),
        ({"iat": "now"}, "iat must be a number"),
        ({"aud": "https://other.test"}, "aud must hold the issuer"),
        ({"alg": "RS256"}, "does not sign by RS256"),
    ],
)
def test_what_is_older_longer_or_weaker_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadRequestObject, match=said):
        read(sign(**changes))


@pytest.mark.parametrize(
    "changes", [{"exp": None, "nbf": None}, {"exp": SECONDS + 10 * HOUR}, {"alg": "RS256"}]
)
def test_others_are_free_to_leave_it_out(changes: dict[str, Any]) -> None:
    assert read(sign(**changes), PLAIN)["client_id"] == "c1"


def test_what_is_not_signed_is_not_asked_for() -> None:
    with pytest.raises(ProtocolError, match="invalid_request: request is missing"):
        check_signed(SIGNING, {"response_type": "code"})
    check_signed(SIGNING, {"request": sign()})
    check_signed(PLAIN, {"response_type": "code"})
