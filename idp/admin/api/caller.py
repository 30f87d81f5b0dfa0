"""Who calls an API of the provider itself: what a bearer token stands for, judged now (RFC 6750).

A token is good here when it is a program's own, was made for this API (its client's audience) and carries permissions as
scopes. People administer in the console, where the policy is asked about every page.
"""

from dataclasses import dataclass
from datetime import datetime

from idp.admin.actor import Actor, Kind
from idp.admin.api.problems import Problem
from idp.admin.permissions import Permission
from idp.oidc.bearer import NoToken, read_bearer
from idp.oidc.errors import ProtocolError
from idp.oidc.granting import hash_token
from idp.oidc.http import Request
from idp.oidc.provider import Provider

VALUES = frozenset(permission.value for permission in Permission)


@dataclass(frozen=True, slots=True)
class Callers:
    """Reads tokens."""

    provider: Provider

    def find(self, request: Request, audience: str, now: datetime) -> Actor:
        """Return who calls and what they may do. Raises Problem 401."""
        try:
            token = hash_token(read_bearer(request))
        except NoToken:
            raise Problem(
                401, "no_token", "send an access token", (("WWW-Authenticate", "Bearer"),)
            ) from None
        except ProtocolError as error:
            raise refuse_token(error.description) from None
        with self.provider.read() as stores:
            found = stores.machine_tokens.find(token, now)
            client = self.provider.registry.find(stores, found.client_id) if found else None
        if found is None or client is None or client.audience != audience:
            raise refuse_token("the access token is unknown, expired, revoked, or for another API")
        return Actor(Kind.CLIENT, client.client_id, read_permissions(found.scopes))


def read_permissions(scopes: tuple[str, ...]) -> frozenset[Permission]:
    """Return the permissions among a token's scopes."""
    return frozenset(Permission(scope) for scope in scopes if scope in VALUES)


def refuse_token(description: str) -> Problem:
    """Return the refusal of a token (RFC 6750, section 3.1)."""
    challenge = f'Bearer error="invalid_token", error_description="{description}"'
    return Problem(401, "invalid_token", description, (("WWW-Authenticate", challenge),))
