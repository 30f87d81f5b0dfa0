"""What a client's grant types and response types have to do with each other (RFC 7591, section 2.1)."""

from collections.abc import Iterator

from idp.oidc.authorization.response_type import CODE, asks_for
from idp.oidc.clients.client import Client, GrantType


def complete_grant_types(client: Client) -> tuple[GrantType, ...]:
    """Return the grant types with those that the response types need, and without those that nothing needs."""
    needed: dict[GrantType, bool] = {
        "authorization_code": any(asks_for(one, CODE) for one in client.response_types),
        "implicit": any(one != CODE for one in client.response_types),
    }
    without_code = {"refresh_token"} if not needed["authorization_code"] else set()
    others = (one for one in client.grant_types if one not in needed and one not in without_code)
    return (*(one for one, is_needed in needed.items() if is_needed), *others)


def find_grant_faults(client: Client) -> Iterator[str]:
    """Yield what is wrong with the ways in which the client gets tokens."""
    if not client.grant_types:
        yield "grant_types: nobody could get anything; give it a response type, or let it be a machine"
    if "client_credentials" in client.grant_types and client.auth_method == "none":
        yield "auth_method: a client that gets tokens as itself needs a secret or a key"
    if client.api_scopes and "client_credentials" not in client.grant_types:
        yield "api_scopes: only a machine may ask for them"
    if client.signs_people_in:
        if not client.redirect_uris:
            yield "redirect_uris: at least one is needed"
        if "openid" not in client.scopes:
            yield "scopes: openid is needed"
    else:
        for name in ("redirect_uris", "scopes", "claims", "post_logout_redirect_uris"):
            if getattr(client, name):
                yield f"{name}: nobody signs in to this client; leave it out, or give it a response type"
