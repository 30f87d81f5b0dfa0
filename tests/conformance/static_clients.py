"""The static clients that the suite's plans use."""

from typing import Any, Final

from idp.clock import system_clock
from idp.oidc.claims.table import SCOPES
from idp.oidc.clients.client import RESPONSE_TYPES, Client
from tests.conformance.suite import Suite

STANDARD_SCOPES: Final = ("openid", "profile", "email", "address", "phone", "offline_access")
NOTICES: Final = ("back-channel", "front-channel")
"""The plans whose clients are told of a sign-out."""


def list_clients(suite: Suite, told_by: str = "") -> dict[str, Client]:
    """Return two clients of the same kind, and one that sends its secret in the form.

    They are told of a sign-out by `told_by` alone: a plan counts every notice that it did not ask for as a failure.
    """
    callback = suite.address("callback")
    common: dict[str, Any] = {
        "client_id": "",
        "service": None,
        "redirect_uris": (callback, f"{callback}?dummy1=lorem&dummy2=ipsum"),
        "post_logout_redirect_uris": (suite.address("post_logout_redirect"),),
        "grant_types": ("authorization_code", "refresh_token"),
        "response_types": RESPONSE_TYPES,
        "scopes": tuple(scope for scope in STANDARD_SCOPES if scope in SCOPES),
        "id_token_alg": "RS256",
        "requires_pkce": False,
        "created_at": system_clock(),
        **list_notices(suite, told_by),
    }
    return {
        "client": Client(name="Första klienten", auth_method="client_secret_basic", **common),
        "client2": Client(name="Andra klienten", auth_method="client_secret_basic", **common),
        "client_secret_post": Client(name="Tredje klienten", auth_method="client_secret_post", **common),
    }


def list_notices(suite: Suite, told_by: str) -> dict[str, Any]:
    """Return what is registered of how a client is told of a sign-out."""
    match told_by:
        case "back-channel":
            return {
                "backchannel_logout_uri": suite.address("backchannel_logout"),
                "backchannel_logout_session_required": True,
            }
        case "front-channel":
            return {
                "frontchannel_logout_uri": suite.address("frontchannel_logout"),
                "frontchannel_logout_session_required": True,
            }
    return {}
