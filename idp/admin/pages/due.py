"""What runs out: secrets of applications, and keys that have signed for longer than they should."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.clients.sight import may_see
from idp.admin.keys.desk import KeysDesk
from idp.admin.pages.console.parts import Attention
from idp.admin.permissions import Permission
from idp.oidc.clients.client import ClientStore
from idp.oidc.logout.rounds.expiring import find_due
from idp.signin.visit import Visit
from idp.signing.key import State

SOON_DAYS: Final = 7
"""A secret that runs out within so many days is urgent."""

LONGEST: Final = timedelta(days=365)
"""How long keys sign at most where nothing rotates them by itself."""

LATE: Final = timedelta(days=1)
"""How long after its time a key that is rotated by itself is nothing to worry about."""

SIGHT: Final = (Permission.CLIENTS_READ, Permission.CLIENTS_WRITE, Permission.CLIENTS_OWN)


class ClientStores(Protocol):
    """A unit of work that reads the applications."""

    @property
    def clients(self) -> ClientStore: ...


@dataclass(frozen=True, slots=True)
class DueSecrets:
    """Implements `FindAttention`: an application's newest secret runs out within thirty days."""

    read: Callable[[], AbstractContextManager[ClientStores]]

    def __call__(self, actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        """Return a line for each application that the actor may see; an owner is told of their own alone."""
        if not actor.may(*SIGHT):
            return ()
        with self.read() as stores:
            clients = stores.clients.list()
        return tuple(
            Attention(
                "console.attention.secret",
                f"/admin/clients/{due.client.client_id}",
                {"name": due.client.name, "n": max((due.expires_at - visit.now).days, 1)},
                is_urgent=due.days <= SOON_DAYS,
            )
            for due in find_due(tuple(client for client in clients if may_see(actor, client)), visit.now)
        )


@dataclass(frozen=True, slots=True)
class DueKeys:
    """Implements `FindAttention`: a key signs for longer than it should."""

    desk: KeysDesk

    def __call__(self, actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        """Return one line for the key that has been in use the longest, when that is too long."""
        if not actor.may(Permission.KEYS_READ):
            return ()
        after = self.desk.rotated_after
        longest = after + LATE if after is not None else LONGEST
        ages = [visit.now - key.since for key in self.desk.list(actor) if key.state is State.ACTIVE]
        oldest = max(ages, default=timedelta(0))
        if oldest <= longest:
            return ()
        return (Attention("console.attention.keys", "/admin/keys", {"n": oldest.days}),)
