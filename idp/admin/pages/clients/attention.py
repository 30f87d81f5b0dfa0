"""Services whose secret has expired: what the console's start page says of them. `due` tells of each that soon will."""

from dataclasses import dataclass

from idp.admin.actor import Actor
from idp.admin.clients.desk import CHANGES, ClientDesk
from idp.admin.clients.listing import Wish
from idp.admin.clients.state import State
from idp.admin.pages.console.parts import Attention
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class ExpiredSecrets:
    """Implements `FindAttention`. An owner is told of their own services alone."""

    desk: ClientDesk

    def __call__(self, actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        """Return a line for the services that nobody gets in to any more."""
        if not actor.may(*CHANGES):
            return ()
        number = self.desk.list(actor, Wish(state=State.EXPIRED, limit=1), visit.now).found
        if not number:
            return ()
        path = f"/admin/clients?state={State.EXPIRED}"
        return (Attention("services.attention.expired", path, {"n": number}, is_urgent=True),)
