"""Who calls an API of the provider itself: what a bearer token stands for, judged now (RFC 6750).

A token is good here when it was made for this API (its client's audience) and carries permissions as scopes. Behind a
program's token stands the program; behind a person's stands the person, whose roles bound what the scopes may say.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.admin.actor import Actor, Kind
from idp.admin.api.problems import Problem
from idp.admin.permissions import Permission
from idp.admin.roles.grants import RoleGrantStore
from idp.admin.roles.roles_of import find_standing
from idp.config.sections.console import Console
from idp.oidc.bearer import NoToken, read_bearer
from idp.oidc.clients import ClientStore
from idp.oidc.errors import ProtocolError
from idp.oidc.granting import hash_token
from idp.oidc.http import Request
from idp.oidc.provider import Provider
from idp.oidc.rechecking import recheck
from idp.policy.rules import CONSOLE

VALUES = frozenset(permission.value for permission in Permission)


class CallerStores(Protocol):
    """A unit of work that holds roles and who owns what."""

    @property
    def clients(self) -> ClientStore: ...
    @property
    def role_grants(self) -> RoleGrantStore: ...


@dataclass(frozen=True, slots=True)
class Callers:
    """Reads tokens. `settings` say which groups have which role."""

    provider: Provider
    begin: Callable[[], AbstractContextManager[CallerStores]]
    settings: Console

    def find(self, request: Request, audience: str, now: datetime) -> Actor:
        """Return who calls and what they may do. Raises Problem 401, and DirectoryUnavailable."""
        try:
            token = hash_token(read_bearer(request))
        except NoToken:
            raise Problem(
                401, "no_token", "send an access token", (("WWW-Authenticate", "Bearer"),)
            ) from None
        except ProtocolError as error:
            raise refuse_token(error.description) from None
        actor = self._find_machine(token, audience, now) or self._find_person(token, audience, now)
        if actor is None:
            raise refuse_token("the access token is unknown, expired, revoked, or for another API")
        return actor

    def _find_machine(self, token: str, audience: str, now: datetime) -> Actor | None:
        """Return the program behind a token of its own."""
        with self.provider.read() as stores:
            found = stores.machine_tokens.find(token, now)
            client = self.provider.registry.find(stores, found.client_id) if found else None
        if found is None or client is None or client.audience != audience:
            return None
        return Actor(Kind.CLIENT, client.client_id, read_permissions(found.scopes))

    def _find_person(self, token: str, audience: str, now: datetime) -> Actor | None:
        """Return the person behind a token: as the directory and the policy know them now, and within their roles."""
        provider = self.provider
        with provider.read() as stores:
            held = stores.grants.find_by_access(token, now, provider.lifetimes.idle)
        if held is None or held.client is None or held.client.audience != audience:
            return None
        standing = recheck(provider, held, now) if held.client.service == CONSOLE else None
        if standing is None:
            return None
        person = standing.person
        with self.begin() as stores:
            grants = stores.role_grants.list_of(person.person_id)
            owns = stores.clients.has_owner(person.person_id)
        roles = find_standing(self.settings, person, grants, owns_clients=owns)
        return Actor(
            Kind.PERSON,
            person.person_id,
            roles.permissions & read_permissions(held.grant.scopes),
            roles.roles,
            person_id=person.person_id,
            zone=standing.acr.zone,
            sid=held.grant.sid,
        )


def read_permissions(scopes: tuple[str, ...]) -> frozenset[Permission]:
    """Return the permissions among a token's scopes."""
    return frozenset(Permission(scope) for scope in scopes if scope in VALUES)


def refuse_token(description: str) -> Problem:
    """Return the refusal of a token (RFC 6750, section 3.1)."""
    challenge = f'Bearer error="invalid_token", error_description="{description}"'
    return Problem(401, "invalid_token", description, (("WWW-Authenticate", challenge),))
