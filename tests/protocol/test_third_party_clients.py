"""Clients that nobody here wrote reach the provider over HTTP and through discovery alone.

Authlib's client does what it does for everybody; what it leaves to its user is done by plain requests.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import ECKey, RSAKey

from idp.oidc.registration.registering import Registered
from tests.support.form_filler import HOME, FormFiller
from tests.support.served import Served, serve
from tests.support.stranger import (
    TIMEOUT_SECONDS,
    Discovered,
    answer_at,
    challenge_of,
    discover,
    half_hash,
)

CALLBACK = "http://localhost:9/callback"
SIGNED_OUT = "http://localhost:9/signed-out?from=idp"
ID_TOKEN_CLAIMS = {"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid"}
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One running provider for all tests of this file."""
    with serve(tmp_path_factory.mktemp("served")) as running:
        yield running


@dataclass
class Plain:
    """A public client made of plain requests."""

    served: Served
    registered: Registered
    found: Discovered

    def ask(self, person: FormFiller, **changes: str) -> dict[str, str]:
        """Send the person to the provider and return the parameters they come back with."""
        request = {
            "client_id": self.registered.client.client_id,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid",
            "state": "s" * 128,
            "code_challenge": challenge_of("v" * 43),
            "code_challenge_method": "S256",
        }
        location = person.open(f"{self.found['authorization_endpoint']}?{urlencode(request | changes)}")
        answer = answer_at(location)
        assert location.startswith(f"{CALLBACK}?")
        assert (answer["state"], answer["iss"]) == ("s" * 128, self.served.issuer)
        return answer

    def redeem(self, code: str) -> requests.Response:
        """Trade a code for tokens."""
        form = {"code": code, "redirect_uri": CALLBACK, "code_verifier": "v" * 43}
        return self.token(grant_type="authorization_code", **form)

    def token(self, **form: str) -> requests.Response:
        """Send a form to the token endpoint."""
        body = {"client_id": self.registered.client.client_id, **form}
        return requests.post(self.found["token_endpoint"], data=body, timeout=TIMEOUT_SECONDS)

    def sign_in(self, person: FormFiller, **changes: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the token response and the ID token's claims of a request that succeeds."""
        tokens = self.redeem(self.ask(person, **changes)["code"]).json()
        return tokens, self.found.read(tokens["id_token"], "ES256")


@pytest.fixture
def plain(served: Served) -> Plain:
    registered = served.register(auth_method="none", redirect_uris=(CALLBACK,))
    return Plain(served, registered, discover(served.issuer))


@pytest.mark.parametrize("alg", ["ES256", "RS256"])
@pytest.mark.parametrize(
    ("method", "key"),
    [
        ("client_secret_basic", None),
        ("client_secret_post", None),
        ("none", None),
        ("private_key_jwt", ECKey.generate_key("P-256", {"kid": "k1"})),
        ("private_key_jwt", RSAKey.generate_key(2048, {"kid": "k1"})),
    ],
)
def test_authlib_signs_a_person_in_and_keeps_them_signed_in(
    served: Served, method: str, key: ECKey | RSAKey | None, alg: str
) -> None:
    found = discover(served.issuer)
    jwks = {"keys": [{**key.as_dict(private=False), "kid": "k1"}]} if key else None
    scopes = ("openid", "profile", "email")
    registered = served.register(
        auth_method=method, jwks=jwks, id_token_alg=alg, redirect_uris=(CALLBACK,), scopes=scopes
    )
    key_alg = "ES256" if isinstance(key, ECKey) else "RS256"
    with OAuth2Session(
        registered.client.client_id,
        key or registered.secret,
        token_endpoint_auth_method=PrivateKeyJWT(alg=key_alg) if key else method,
        scope=" ".join(scopes),
        redirect_uri=CALLBACK,
        code_challenge_method="S256",
        default_timeout=TIMEOUT_SECONDS,
    ) as authlib:
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe()
        address, state = authlib.create_authorization_url(
            found["authorization_endpoint"], code_verifier=verifier, nonce=nonce
        )
        response = FormFiller(served).open(address)
        assert answer_at(response)["iss"] == served.issuer
        endpoint = found["token_endpoint"]
        tokens = authlib.fetch_token(
            endpoint, authorization_response=response, state=state, code_verifier=verifier
        )
        claims = found.read(tokens["id_token"], alg)
        assert set(claims) == ID_TOKEN_CLAIMS
        assert (claims["aud"], claims["nonce"]) == (registered.client.client_id, nonce)
        assert claims["at_hash"] == half_hash(tokens["access_token"])
        assert claims["acr"] == f"{served.issuer}/acr/password/admin"
        asked, posted = (
            getattr(authlib, verb)(found["userinfo_endpoint"]).json() for verb in ("get", "post")
        )
        assert asked == posted
        assert (asked["sub"], asked["preferred_username"]) == (claims["sub"], "margra001")
        used = tokens["refresh_token"]
        renewed = authlib.refresh_token(endpoint, refresh_token=used)
        again = found.read(renewed["id_token"], alg)
        assert [again[name] for name in ("sub", "aud", "auth_time", "acr", "sid")] == [
            claims[name] for name in ("sub", "aud", "auth_time", "acr", "sid")
        ]
        with pytest.raises(OAuthError, match="invalid_grant"):
            authlib.refresh_token(endpoint, refresh_token=used)
        with pytest.raises(OAuthError, match="invalid_grant"):
            authlib.refresh_token(endpoint, refresh_token=renewed["refresh_token"])


def test_a_second_use_of_a_code_ends_what_the_first_one_gave(served: Served, plain: Plain) -> None:
    code = plain.ask(FormFiller(served))["code"]
    token = plain.redeem(code).json()["access_token"]
    assert plain.found.userinfo(token).status_code == 200
    second = plain.redeem(code)
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")
    refused = plain.found.userinfo(token)
    assert refused.status_code == 401
    assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]


def test_a_silent_request_answers_for_whoever_is_signed_in_and_for_nobody_else(
    served: Served, plain: Plain
) -> None:
    person = FormFiller(served)
    assert plain.ask(person, prompt="none")["error"] == "login_required"
    _, first = plain.sign_in(person)
    tokens, silent = plain.sign_in(person, prompt="none", max_age="10000", id_token_hint="")
    assert person.steps == []
    assert [silent[name] for name in ("sub", "auth_time", "sid")] == [
        first[name] for name in ("sub", "auth_time", "sid")
    ]
    posted = requests.post(
        plain.found["userinfo_endpoint"], {"access_token": tokens["access_token"]}, timeout=TIMEOUT_SECONDS
    )
    assert posted.json() == {"sub": first["sub"]}


@pytest.mark.parametrize("wish", [{"prompt": "login"}, {"max_age": "0"}])
def test_a_client_that_wants_a_fresh_sign_in_gets_one(
    served: Served, plain: Plain, wish: dict[str, str]
) -> None:
    person = FormFiller(served)
    _, first = plain.sign_in(person)
    _, fresh = plain.sign_in(person, **wish)
    assert person.steps == ["password"]
    assert fresh["auth_time"] >= first["auth_time"]


def test_a_client_steps_up_to_the_app_and_no_further_than_there_is(served: Served, plain: Plain) -> None:
    person = FormFiller(served, username="anelin001")
    plain.sign_in(person)
    app = f"{served.issuer}/acr/app/admin"
    assert app in plain.found.metadata["acr_values_supported"]
    demand = {"claims": json.dumps({"id_token": {"acr": {"essential": True, "values": [app]}}})}
    assert plain.ask(person, prompt="none", **demand)["error"] == "interaction_required"
    person.method = "app"
    _, claims = plain.sign_in(person, acr_values=app)
    assert person.steps == ["app"]
    assert (claims["acr"], claims["amr"]) == (app, ["pwd", "otp", "mfa"])
    _, claims = plain.sign_in(person, prompt="none", **demand)
    assert claims["acr"] == app
    unknown = json.dumps({"id_token": {"acr": {"essential": True, "value": "urn:never"}}})
    refused = plain.ask(person, prompt="none", claims=unknown)
    assert refused["error"] == "unmet_authentication_requirements"


def test_from_home_the_app_is_asked_for_without_being_wished(served: Served, plain: Plain) -> None:
    person = FormFiller(served, username="ahmnas001", address=HOME, method="app")
    _, claims = plain.sign_in(person)
    assert person.steps == ["realm", "method", "password", "app"]
    assert claims["acr"] == f"{served.issuer}/acr/app/remote"


def test_sign_out_comes_back_and_is_told_to_the_client_behind_the_browser(served: Served) -> None:
    heard: list[dict[str, str]] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(dict(parse_qsl(body, strict_parsing=True)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        server.timeout = TIMEOUT_SECONDS
        listening = Thread(target=server.handle_request)
        listening.start()
        registered = served.register(
            auth_method="none",
            redirect_uris=(CALLBACK,),
            post_logout_redirect_uris=(SIGNED_OUT,),
            backchannel_logout_uri=f"http://localhost:{server.server_port}/backchannel",
        )
        plain, person = Plain(served, registered, discover(served.issuer)), FormFiller(served)
        tokens, claims = plain.sign_in(person)
        wish = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": SIGNED_OUT, "state": "x y"}
        location = person.open(f"{plain.found['end_session_endpoint']}?{urlencode(wish)}")
        listening.join()
    assert parse_qsl(urlsplit(location).query) == [("from", "idp"), ("state", "x y")]
    assert location.startswith(SIGNED_OUT)
    assert plain.ask(person, prompt="none")["error"] == "login_required"
    dead = plain.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert (dead.status_code, dead.json()["error"]) == (400, "invalid_grant")
    assert [list(form) for form in heard] == [["logout_token"]]
    told = plain.found.read(heard[0]["logout_token"], "ES256")
    assert told["events"] == {LOGOUT_EVENT: {}}
    assert [told[name] for name in ("aud", "sub", "sid")] == [claims[name] for name in ("aud", "sub", "sid")]
    assert "nonce" not in told
