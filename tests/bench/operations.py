"""What is measured: each operation is made ready outside the measurement, and done once inside it."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.bench.servers import CALLBACK, DISCOVERY
from tests.bench.visiting import VERIFIER, Visitor

TOKEN: Final = "/token"
Ready = Callable[[Visitor], Any]
Do = Callable[[Visitor, Any], Any]


def userinfo_path(visitor: Visitor) -> str:
    """Return where people are told about; the peer calls it `/me`."""
    return "/me" if visitor.server.name == "peer" else "/userinfo"


def redeem(visitor: Visitor, code: str) -> Mapping[str, str]:
    """Exchange a code."""
    form = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    tokens: Mapping[str, str] = json.loads(visitor.post(TOKEN, grant_type="authorization_code", **form))
    return tokens


def get_tokens(visitor: Visitor) -> Mapping[str, str]:
    """Sign in, or not, and exchange the code."""
    return redeem(visitor, visitor.authorize())


def refresh(visitor: Visitor, tokens: Mapping[str, str]) -> bytes:
    """Use a refresh token."""
    return visitor.post(TOKEN, grant_type="refresh_token", refresh_token=tokens["refresh_token"])


def userinfo(visitor: Visitor, tokens: Mapping[str, str]) -> bytes:
    """Ask about the person."""
    return visitor.get(userinfo_path(visitor), Authorization=f"Bearer {tokens['access_token']}")


def introspect(visitor: Visitor, tokens: Mapping[str, str]) -> bytes:
    """Ask about the token."""
    path = "/token/introspection" if visitor.server.name == "peer" else "/introspect"
    return visitor.post(path, token=tokens["access_token"])


def sign_in(visitor: Visitor, _: object) -> None:
    """Sign in anew, all the way to userinfo."""
    visitor.cookies.clear()
    userinfo(visitor, get_tokens(visitor))


def sign_in_again(visitor: Visitor, _: object) -> None:
    """Sign in as on any other morning, all the way to userinfo: the browser remembers whose employee signs in, and offers the last method first."""
    visitor.forget_session()
    userinfo(visitor, get_tokens(visitor))


def nothing(_: Visitor) -> None:
    """Make nothing ready."""


def signed_in(visitor: Visitor) -> None:
    """See that the browser has signed in."""
    if not visitor.cookies:
        visitor.authorize()


FLOOR: Final = "floor"
SIGN_IN: Final = "sign-in"
SIGN_IN_AGAIN: Final = "sign-in again"
OPERATIONS: Final[Mapping[str, tuple[Ready, Do]]] = {
    "discovery": (nothing, lambda visitor, _: visitor.get(DISCOVERY)),
    "jwks": (nothing, lambda visitor, _: visitor.get("/jwks")),
    "silent": (signed_in, lambda visitor, _: visitor.authorize()),
    "code": (Visitor.authorize, redeem),
    "refresh": (get_tokens, refresh),
    "userinfo": (get_tokens, userinfo),
    "introspect": (get_tokens, introspect),
    "client": (
        nothing,
        lambda visitor, _: visitor.post(TOKEN, grant_type="client_credentials"),
    ),
    SIGN_IN: (nothing, sign_in),
    SIGN_IN_AGAIN: (signed_in, sign_in_again),
    FLOOR: (nothing, lambda visitor, _: visitor.post("/", grant_type="floor")),
}
COUNTS: Final[Mapping[str, int]] = {
    "discovery": 800,
    "jwks": 800,
    "userinfo": 400,
    SIGN_IN: 16,
    SIGN_IN_AGAIN: 16,
}
"""How often an operation is done in a round; every other one 200 times."""
