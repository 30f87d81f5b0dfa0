"""That there is no second administrator: what takes two waits for one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from idp.admin.actor import Actor
from idp.admin.pages.console.parts import Attention
from idp.admin.permissions import Permission
from idp.admin.roles.keeping import Keeping, KeepingStores
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class LoneAdministrator:
    """Says so to the one there is. Of a directory elsewhere nobody knows who is in its groups: then it says nothing."""

    read: Callable[[], AbstractContextManager[KeepingStores]]
    keeping: Keeping

    def __call__(self, actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        """Return the line; none when two get in, or for whoever gives no roles."""
        if not actor.may(Permission.ROLES_GRANT) or self.keeping.has_directory:
            return ()
        with self.read() as stores:
            are_two = len(self.keeping.list_entering(stores, visit.now)) > 1
        return () if are_two else (Attention("console_roles.alone", "/admin/roles", {}),)
