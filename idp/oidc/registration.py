"""Registers clients, rotates their secrets and removes them. Only an administrator does, or an invitation (RG1).

A secret is made here, shown once and kept as a hash alone: it is 256 random bits, so SHA-256 is enough.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.oidc.clients import Client, SecretHash
from idp.oidc.grant_types import complete_grant_types
from idp.oidc.registration_rules import check_registration
from idp.oidc.sector import find_sector
from idp.oidc.stores import OidcStores

SECRET_METHODS: Final = frozenset({"client_secret_basic", "client_secret_post"})

OLD_SECRET_LIFE: Final = timedelta(days=7)
"""How long the old secret works beside a new one."""


class UnknownClient(LookupError):
    """No client has this id."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A client and, when one was just made, its secret in clear: the only time it is ever seen."""

    client: Client
    secret: str | None = field(default=None, repr=False)


def register(stores: OidcStores, wanted: Client, chance: Chance, now: datetime) -> Registered:
    """Store a new client and return it with the secret it needs, if its method takes one.

    `client_id`, `secrets` and `created_at` of `wanted` are replaced by our own. Raises BadRegistration.
    """
    wanted = prepare(wanted)
    secret = chance.token() if wanted.auth_method in SECRET_METHODS else None
    secrets = (hash_client_secret(secret),) if secret else ()
    client = replace(wanted, client_id=chance.identifier(), secrets=secrets, created_at=now)
    stores.clients.add(client)
    stores.audit.record(Event(Tag.CLIENT_ADDED, now, client_id=client.client_id))
    return Registered(client, secret)


def prepare(wanted: Client) -> Client:
    """Return the client with its sector and whole grant types, when it keeps every rule. Raises BadRegistration."""
    wanted = replace(wanted, grant_types=complete_grant_types(wanted))
    check_registration(wanted)
    return wanted if wanted.sector is not None else replace(wanted, sector=find_sector(wanted))


def replace_client(
    stores: OidcStores, wanted: Client, known: Client, chance: Chance, now: datetime
) -> Registered:
    """Store the changed client over the known one; it keeps its secret, or gets one when its new method needs one.

    Raises UnknownClient when it has been removed meanwhile.
    """
    needs_secret = wanted.auth_method in SECRET_METHODS
    secret = chance.token() if needs_secret and not known.secrets else None
    kept = known.secrets if needs_secret else ()
    client = replace(wanted, secrets=(hash_client_secret(secret),) if secret else kept)
    if not stores.clients.replace(client):
        raise UnknownClient(client.client_id)
    stores.audit.record(Event(Tag.CLIENT_CHANGED, now, client_id=client.client_id))
    return Registered(client, secret)


def rotate_secret(stores: OidcStores, client_id: str, chance: Chance, now: datetime) -> Registered:
    """Give the client a new secret; the newest old one works for another week, older ones no more.

    Raises UnknownClient, also for a client that has no secret.
    """
    client = get_client(stores, client_id)
    if client.auth_method not in SECRET_METHODS:
        raise UnknownClient(client_id)
    secret = chance.token()
    old = tuple(
        replace(one, expires_at=now + OLD_SECRET_LIFE) for one in client.secrets if one.expires_at is None
    )
    client = replace(client, secrets=(hash_client_secret(secret), *old))
    stores.clients.replace(client)
    stores.audit.record(Event(Tag.CLIENT_SECRET_ROTATED, now, client_id=client_id))
    return Registered(client, secret)


def remove(stores: OidcStores, client_id: str, now: datetime) -> None:
    """Forget the client and end every grant it holds. Raises UnknownClient."""
    if not stores.clients.remove(client_id):
        raise UnknownClient(client_id)
    stores.grants.revoke_client(client_id, now)
    stores.machine_tokens.revoke_client(client_id)
    stores.consents.remove_client(client_id)
    stores.audit.record(Event(Tag.CLIENT_REMOVED, now, client_id=client_id))


def get_client(stores: OidcStores, client_id: str) -> Client:
    """Return the client; raise UnknownClient when there is none."""
    client = stores.clients.find(client_id)
    if client is None:
        raise UnknownClient(client_id)
    return client


def hash_client_secret(secret: str) -> SecretHash:
    """Return what is kept of a secret."""
    return SecretHash(sha256(secret.encode()).hexdigest())
