"""The console as a relying party: it sends people to the authorization endpoint and redeems the code it gets back.

It is an ordinary client: code flow with PKCE, state, nonce and `iss` (RFC 9700, section 2.1; RFC 9207). The token endpoint
is called as a function, not over the network, and judges the request as everybody's.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode

from idp.admin.console.pending import Pending
from idp.oidc.clients.client import Client, SecretHash
from idp.oidc.clients.reserved import CONSOLE as CLIENT_ID
from idp.oidc.http import Request, Response
from idp.oidc.paths import AUTHORIZE, TOKEN
from idp.policy.rules import CONSOLE
from idp.signing.jws import NotOurToken, verify
from idp.signing.keyring import Keyring

CALLBACK: Final = "/admin/callback"


class BadAnswer(Exception):
    """What came back is not the answer to what was asked. The message says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the ID token says: who, in which session, how and when."""

    subject: str
    sid: str
    acr: str
    auth_time: datetime


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Asks for sign-ins and reads the answers. `redeem` is the token endpoint, `keyring` gives its keys."""

    issuer: str
    secret: str = field(repr=False)
    redeem: Callable[[Request], Response]
    keyring: Callable[[], Keyring]

    @property
    def redirect_uri(self) -> str:
        """The one place that answers go."""
        return f"{self.issuer}{CALLBACK}"

    def build_client(self, name: str, now: datetime) -> Client:
        """Return the console's own registration."""
        return Client(
            client_id=CLIENT_ID,
            name=name,
            service=CONSOLE,
            redirect_uris=(self.redirect_uri,),
            auth_method="client_secret_post",
            created_at=now,
            scopes=("openid",),
            secrets=(SecretHash(sha256(self.secret.encode()).hexdigest()),),
            post_logout_redirect_uris=(f"{self.issuer}/",),
        )

    def build_request(self, state: str, pending: Pending, max_age_seconds: int, language: str) -> str:
        """Return the address of the authorization request."""
        asked = {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "scope": "openid",
            "redirect_uri": self.redirect_uri,
            "state": state,
            "nonce": pending.nonce,
            "code_challenge": challenge_of(pending.verifier),
            "code_challenge_method": "S256",
            "max_age": str(max_age_seconds),
            "ui_locales": language,
        }
        return f"{AUTHORIZE}?{urlencode(asked)}"

    def finish(self, pending: Pending, code: str, iss: str, now: datetime) -> SignedIn:
        """Redeem the code and return who signed in. Raises BadAnswer."""
        if iss != self.issuer:
            raise BadAnswer("iss is another provider's (RFC 9207, section 2.4)")
        form = (
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.redirect_uri),
            ("code_verifier", pending.verifier),
            ("client_id", CLIENT_ID),
            ("client_secret", self.secret),
        )
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = self.redeem(Request("POST", TOKEN, form=form, headers=headers))
        if answer.status != 200:
            raise BadAnswer("the token endpoint refused the code")
        return self._read_id_token(json.loads(answer.body)["id_token"], pending, now)

    def _read_id_token(self, token: str, pending: Pending, now: datetime) -> SignedIn:
        """Return what the ID token says (OpenID Connect Core 1.0, section 3.1.3.7). Raises BadAnswer."""
        try:
            claims = verify(self.keyring(), "JWT", token)
        except NotOurToken as error:
            raise BadAnswer(f"ID token: {error}") from error
        expected: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT_ID, "nonce": pending.nonce}
        if any(claims.get(name) != value for name, value in expected.items()):
            raise BadAnswer("the ID token answers another request")
        if int(claims["exp"]) <= now.timestamp():
            raise BadAnswer("the ID token has expired")
        auth_time = datetime.fromtimestamp(int(claims["auth_time"]), now.tzinfo)
        return SignedIn(str(claims["sub"]), str(claims["sid"]), str(claims["acr"]), auth_time)


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
