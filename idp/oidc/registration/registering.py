"""Registers clients, rotates their secrets and removes them. Only an administrator does, or an invitation (RG1).

A secret is made here, shown once and kept as a hash alone: it is 256 random bits, so SHA-256 is enough.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.oidc.clients.client import SECRET_METHODS, Client
from idp.oidc.clients.reserved import check_not_reserved
from idp.oidc.registration.client_secret import hash_client_secret, list_old_secrets, replaces_newest
from idp.oidc.registration.grant_types import complete_grant_types
from idp.oidc.registration.rules import check_registration
from idp.oidc.registration.sector import find_sector
from idp.oidc.stores import OidcStores


class UnknownClient(LookupError):
    """No client has this id."""


class AlreadyRegistered(ValueError):
    """The client that was asked for has been registered."""


class ChangedMeanwhile(ValueError):
    """Somebody else changed the client since it was read."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A client and, when one was just made, its secret in clear: the only time it is ever seen."""

    client: Client
    secret: str | None = field(default=None, repr=False)


Part = Callable[[OidcStores, Client, datetime], object]
"""Takes a client out of every session, and has it told."""


class Describe(Protocol):
    """Returns the record of something that was done to a client, and by whom."""

    def __call__(self, tag: Tag, now: datetime, *, client_id: str) -> Event: ...


def describe_plainly(tag: Tag, now: datetime, *, client_id: str) -> Event:
    """Return a record that does not say who did it: the application itself."""
    return Event(tag, now, client_id=client_id)


def register(
    stores: OidcStores,
    wanted: Client,
    chance: Chance,
    now: datetime,
    life: timedelta | None = None,
    describe: Describe = describe_plainly,
    *,
    client_id: str | None = None,
) -> Registered:
    """Store a new client and return it with the secret it needs, if its method takes one.

    `client_id`, `secrets` and `created_at` of `wanted` are replaced by our own; `client_id` is one of ours that was drawn
    before, so that what is asked for twice is made once. `life` is how long secrets live, None for ever. Raises
    BadRegistration and AlreadyRegistered.
    """
    wanted = prepare(wanted)
    secret = chance.token() if wanted.auth_method in SECRET_METHODS else None
    secrets = (hash_client_secret(secret, now, life),) if secret else ()
    client_id = client_id or chance.identifier()
    client = replace(wanted, client_id=client_id, secrets=secrets, created_at=now, revision=0)
    if not stores.clients.add(client):
        raise AlreadyRegistered(client_id)
    stores.audit.record(describe(Tag.CLIENT_ADDED, now, client_id=client_id))
    return Registered(client, secret)


def prepare(wanted: Client) -> Client:
    """Return the client with its sector and whole grant types, when it keeps every rule. Raises BadRegistration."""
    wanted = replace(wanted, grant_types=complete_grant_types(wanted))
    check_registration(wanted)
    return wanted if wanted.sector is not None else replace(wanted, sector=find_sector(wanted))


def replace_client(
    stores: OidcStores,
    wanted: Client,
    known: Client,
    chance: Chance,
    now: datetime,
    life: timedelta | None = None,
    describe: Describe = describe_plainly,
) -> Registered:
    """Store the changed client over the known one; it keeps its secret, or gets one when its new method needs one.

    Pausing it here ends what it holds, as `pause` does; the tokens it has as itself end when it may do less. Raises
    UnknownClient when it has been removed meanwhile, ChangedMeanwhile when it is another than the known one by now.
    """
    needs_secret = wanted.auth_method in SECRET_METHODS
    secret = chance.token() if needs_secret and not known.secrets else None
    kept = known.secrets if needs_secret else ()
    secrets = (hash_client_secret(secret, now, life),) if secret else kept
    client = keep(stores, replace(wanted, secrets=secrets, revision=known.revision))
    if client.is_paused and not known.is_paused:
        end_everything(stores, client.client_id, now)
    elif not set(known.api_scopes) <= set(client.api_scopes):
        stores.machine_tokens.revoke_client(client.client_id)
    stores.audit.record(describe(Tag.CLIENT_CHANGED, now, client_id=client.client_id))
    return Registered(client, secret)


def keep(stores: OidcStores, client: Client) -> Client:
    """Store the client over the revision it was made from and return it as it is now.

    Raises ReservedClient, UnknownClient and ChangedMeanwhile.
    """
    check_not_reserved(client.client_id)
    if not stores.clients.replace(client):
        get_client(stores, client.client_id)
        raise ChangedMeanwhile(client.client_id)
    return replace(client, revision=client.revision + 1)


def rotate_secret(
    stores: OidcStores,
    known: Client,
    chance: Chance,
    now: datetime,
    life: timedelta | None = None,
    describe: Describe = describe_plainly,
) -> Registered:
    """Give the known client a new secret; the newest old one works for at most another week, older ones no more.

    Made minutes after the newest, it takes that one's place, and the one before works on to its end. Raises
    UnknownClient when it has been removed meanwhile, ChangedMeanwhile when it is another than the known one by now.
    """
    secret = chance.token()
    new = hash_client_secret(secret, now, life)
    client = keep(stores, replace(known, secrets=(new, *list_old_secrets(known, now))))
    tag = Tag.CLIENT_SECRET_REPLACED if replaces_newest(known, now) else Tag.CLIENT_SECRET_ROTATED
    stores.audit.record(describe(tag, now, client_id=client.client_id))
    return Registered(client, secret)


def end_old_secrets(
    stores: OidcStores, client_id: str, now: datetime, describe: Describe = describe_plainly
) -> Client:
    """End every secret but the newest at once. Raises UnknownClient."""
    client = get_client(stores, client_id)
    client = keep(stores, replace(client, secrets=client.secrets[:1]))
    stores.audit.record(describe(Tag.CLIENT_SECRET_ENDED, now, client_id=client_id))
    return client


def pause(stores: OidcStores, client_id: str, now: datetime, describe: Describe = describe_plainly) -> Client:
    """Let nobody in to the client and end every grant and token it holds, until it is resumed. Raises UnknownClient.

    ClosingRound tells it within a minute who is no longer in it.
    """
    client = keep(stores, replace(get_client(stores, client_id), is_paused=True))
    end_everything(stores, client_id, now)
    stores.audit.record(describe(Tag.CLIENT_PAUSED, now, client_id=client_id))
    return client


def resume(
    stores: OidcStores, client_id: str, now: datetime, describe: Describe = describe_plainly
) -> Client:
    """Let people in to the client again; what it held before is not given back. Raises UnknownClient."""
    client = keep(stores, replace(get_client(stores, client_id), is_paused=False))
    stores.audit.record(describe(Tag.CLIENT_RESUMED, now, client_id=client_id))
    return client


def remove(
    stores: OidcStores, client_id: str, part: Part, now: datetime, describe: Describe = describe_plainly
) -> None:
    """Forget the client, end every grant it holds and have it told who is no longer in it. Raises UnknownClient."""
    check_not_reserved(client_id)
    client = get_client(stores, client_id)
    part(stores, client, now)
    if not stores.clients.remove(client_id):
        raise UnknownClient(client_id)
    end_everything(stores, client_id, now)
    stores.consents.remove_client(client_id)
    stores.audit.record(describe(Tag.CLIENT_REMOVED, now, client_id=client_id))


def end_everything(stores: OidcStores, client_id: str, now: datetime) -> None:
    """End the client's grants and the tokens it has as itself."""
    stores.grants.revoke_client(client_id, now)
    stores.machine_tokens.revoke_client(client_id)


def get_client(stores: OidcStores, client_id: str) -> Client:
    """Return the client; raise UnknownClient when there is none."""
    client = stores.clients.find(client_id)
    if client is None:
        raise UnknownClient(client_id)
    return client
