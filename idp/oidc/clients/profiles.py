"""The profiles a client may be held to, each stricter than the one before: what it must be registered with, and how its
requests are read.

`swedish` is the Swedish OpenID Connect Profile 1.0, `sweden_connect` the OpenID Connect Profile for Sweden Connect on top.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from idp.oidc.clients.client import Client

OLDEST_SIGN_IN: Final = timedelta(minutes=60)
"""A sign-in of a Sweden Connect client's is never older (its session rule)."""


def find_profile_faults(client: Client) -> Iterator[str]:
    """Yield what the client's profile does not allow."""
    if client.profile == "oidc":
        return
    if client.response_types != ("code",):
        yield "response_types: the Swedish profile has the code flow alone (section 2.1)"
    if not client.requires_pkce:
        yield "requires_pkce: the Swedish profile demands PKCE (section 2.1)"
    if client.userinfo_alg is None:
        yield "userinfo_alg: the Swedish profile has userinfo signed (section 4)"
    if client.claims_in_id_token:
        yield "claims_in_id_token: the Swedish profile has scopes and the request decide what stands there (section 4)"
    if client.allows_unsigned_requests or client.request_object_alg == "none":
        yield "request_object_alg: the Swedish profile takes no unsigned requests (section 2.2)"
    if client.profile == "sweden_connect":
        yield from find_sweden_connect_faults(client)


def find_sweden_connect_faults(client: Client) -> Iterator[str]:
    """Yield what Sweden Connect does not allow beyond the Swedish profile."""
    if client.auth_method != "private_key_jwt":
        yield "auth_method: Sweden Connect has private_key_jwt alone"
    if client.access_token_format != "opaque":  # noqa: S105 - a format's name
        yield "access_token_format: Sweden Connect has opaque access tokens"
    for name in ("contact", "logo_uri", "client_uri"):
        if getattr(client, name) is None:
            yield f"{name}: Sweden Connect needs it"


def list_prompts(client: Client, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the request prompts for: a Sweden Connect client that says nothing has its people sign in anew."""
    return ("login",) if client.profile == "sweden_connect" and not asked else asked


def find_longest_age(client: Client) -> timedelta | None:
    """Return how old a sign-in may be at most for this client; None where its profile does not say."""
    return OLDEST_SIGN_IN if client.profile == "sweden_connect" else None
