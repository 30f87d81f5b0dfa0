"""A provider small enough to see through: real discovery, keys and tokens on loopback, and every lie a test asks for."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, Response, abort, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug.serving import WSGIRequestHandler, make_server

Claims = dict[str, Any]
Signer = Callable[[Claims], str]
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
SECRET = "the fake client's secret"


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


@dataclass(slots=True)
class Grant:
    """What a code stands for until it is redeemed."""

    challenge: str
    redirect_uri: str
    claims: Claims
    sign: Signer


@dataclass
class FakeProvider:
    """Issues codes and tokens for anybody. `issuer` is set when it is served; `client_jwks` allows private_key_jwt."""

    clock: Callable[[], datetime]
    issuer: str = ""
    client_jwks: dict[str, Any] | None = None
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True))
    metadata: dict[str, Any] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, Claims] = field(default_factory=dict)
    seen_assertions: list[Claims] = field(default_factory=list)
    person: Claims = field(
        default_factory=lambda: {
            "sub": "sub-of-gunilla",
            "name": "Gunilla Holmsand",
            "given_name": "Gunilla",
            "family_name": "Holmsand",
            "preferred_username": "gunhol001",
        }
    )
    userinfo_sub: str | None = None
    userinfo_status: int = 200
    browser_level: str = "password"
    browser_zone: str = "admin"

    def acr(self, level: str, zone: str) -> str:
        return f"{self.issuer}/acr/{level}/{zone}"

    def sign(self, claims: Claims, typ: str = "JWT") -> str:
        """Sign honestly, with the published key."""
        return jwt.encode({"alg": "ES256", "kid": self.key.kid, "typ": typ}, claims, self.key)

    def answer(
        self,
        location: str,
        level: str = "password",
        zone: str = "admin",
        signer: Signer | None = None,
        drop: str = "",
        **claims: Any,
    ) -> str:
        """Sign the person in for the request at `location`; return the way back, a path of the application."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert self.asked["code_challenge_method"] == "S256"
        code, now = secrets.token_urlsafe(16), int(self.clock().timestamp())
        told = {
            "iss": self.issuer,
            "aud": self.asked["client_id"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": self.asked["nonce"],
            "acr": self.acr(level, zone),
            "amr": ["pwd"],
            "sid": "sid-1",
            "sub": self.person["sub"],
            **claims,
        }
        told.pop(drop, None)
        self.grants[code] = Grant(
            self.asked["code_challenge"], self.asked["redirect_uri"], told, signer or self.sign
        )
        return self.way_back(code=code)

    def way_back(self, **parameters: str) -> str:
        """Return the path and query that send the browser home; state and iss are right unless told otherwise."""
        query = {"state": self.asked["state"], "iss": self.issuer, **parameters}
        return f"{urlsplit(self.asked['redirect_uri']).path}?{urlencode(query)}"

    def refuse(self, location: str, error: str) -> str:
        """Answer the request with an error code; return the way back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        return self.way_back(error=error)

    def logout_token(
        self, client_id: str, now: int, drop: str = "", typ: str = "logout+jwt", **claims: Any
    ) -> str:
        """Return a logout token that is right in everything but what the test changes or drops."""
        told = {
            "iss": self.issuer,
            "aud": client_id,
            "iat": now,
            "exp": now + 120,
            "jti": secrets.token_urlsafe(8),
            "events": {LOGOUT_EVENT: {}},
            "sub": self.person["sub"],
            "sid": "sid-1",
            **claims,
        }
        told.pop(drop, None)
        return self.sign(told, typ)

    def redeem(self, form: dict[str, str]) -> tuple[dict[str, Any], int]:
        """Answer a token request; a code is good once, for the right verifier and redirect_uri."""
        grant = self.grants.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            grant is None
            or grant.challenge != _encode(verifier)
            or grant.redirect_uri != form.get("redirect_uri")
        ):
            return {"error": "invalid_grant"}, 400
        access_token = secrets.token_urlsafe(16)
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims = {"at_hash": _encode(half), **grant.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        answer = {"access_token": access_token, "token_type": "Bearer", "expires_in": 300}
        self.profiles[access_token] = {**self.person, "sub": self.userinfo_sub or claims.get("sub")}
        id_token = grant.sign(claims)
        return (answer | {"id_token": id_token} if id_token else answer), 200

    def is_client(self, form: dict[str, str]) -> bool:
        """Tell whether the token request proves the client, by secret or by assertion."""
        if self.client_jwks is None:
            return bool(request.authorization and request.authorization.password == SECRET)
        decoded = jwt.decode(form["client_assertion"], KeySet.import_key_set(self.client_jwks))  # type: ignore[arg-type]
        self.seen_assertions.append(decoded.claims)
        return bool(decoded.claims["aud"] == self.issuer)


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def forge_unsigned(claims: Claims) -> str:
    """Return a token with `alg: none`."""
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


def _part(content: Claims) -> str:
    return _encode(json.dumps(content).encode())


def build_app(provider: FakeProvider) -> Flask:
    """Return the web application of the fake; /authorize signs its one person in without asking."""
    app = Flask("fake_provider")

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, Any]:
        issuer = provider.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            "end_session_endpoint": f"{issuer}/end_session",
            "id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256", "none"],
            **provider.metadata,
        }

    @app.get("/jwks")
    def jwks() -> dict[str, Any]:
        return {"keys": [provider.key.as_dict(private=False)]}

    @app.post("/token")
    def token() -> tuple[dict[str, Any], int]:
        form = request.form.to_dict()
        return provider.redeem(form) if provider.is_client(form) else ({"error": "invalid_client"}, 401)

    @app.get("/userinfo")
    def userinfo() -> Claims:
        token = request.authorization.token if request.authorization else None
        if provider.userinfo_status != 200 or token not in provider.profiles:
            abort(provider.userinfo_status if provider.userinfo_status != 200 else 401)
        return provider.profiles[token]

    @app.get("/authorize")
    def authorize() -> Response:
        path = provider.answer(request.url, provider.browser_level, provider.browser_zone)
        home = urlsplit(provider.asked["redirect_uri"])
        return redirect(f"{home.scheme}://{home.netloc}{path}")  # type: ignore[return-value]

    @app.get("/end_session")
    def end_session() -> Response:
        if "id_token_hint" not in request.args:
            abort(400)
        return redirect(  # type: ignore[return-value]
            f"{request.args['post_logout_redirect_uri']}?state={request.args['state']}"
        )

    return app


@contextmanager
def serve_fake_provider(clock: Callable[[], datetime]) -> Iterator[FakeProvider]:
    """Serve a fake provider on a free loopback port until the block ends."""
    provider = FakeProvider(clock)
    server = make_server("127.0.0.1", 0, build_app(provider), threaded=True, request_handler=_Quiet)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
