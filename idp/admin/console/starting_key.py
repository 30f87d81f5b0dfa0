"""The starting key: made on the machine, it makes one person an administrator, once, and soon expires.

It opens no door of its own: whoever uses it has signed in to the console like everybody, as the policy demands.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.audit.events import Tag
from idp.audit.trail import Trail
from idp.chance import Chance

LIFE: Final = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class StartingKey:
    """A key as it is kept: the SHA-256 of its secret in hex, by whom, until when, and who became administrator by it."""

    secret_hash: str = field(repr=False)
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_by: str | None = None


class StartingKeyStore(Protocol):
    """Where starting keys are kept."""

    def add(self, key: StartingKey) -> None:
        """Store a new key; earlier ones that nobody used are good no more."""
        ...

    def consume(self, secret_hash: str, person_id: str, now: datetime) -> bool:
        """Use the key: one conditional UPDATE. True for exactly one caller."""
        ...


def hash_key(secret: str) -> str:
    """Return what is kept of a key; blanks around a pasted one do not matter."""
    return sha256(secret.strip().encode(errors="replace")).hexdigest()


class KeyStores(Protocol):
    """A unit of work that holds starting keys."""

    @property
    def audit(self) -> Trail: ...
    @property
    def starting_keys(self) -> StartingKeyStore: ...


def make_starting_key(
    begin: Callable[[], AbstractContextManager[KeyStores]], chance: Chance, actor: Actor, now: datetime
) -> tuple[str, StartingKey]:
    """Return a new starting key, in clear this once, and what is kept of it. Raises Forbidden."""
    actor.check(Permission.ROLES_GRANT)
    secret = chance.token()
    key = StartingKey(hash_key(secret), actor.actor_id, now, now + LIFE)
    with begin() as stores:
        stores.starting_keys.add(key)
        stores.audit.record(actor.describe(Tag.STARTING_KEY_MADE, now))
    return secret, key
