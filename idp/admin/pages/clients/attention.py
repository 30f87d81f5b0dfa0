"""Services whose secret has expired, or soon will: what the console's start page says of them."""

from dataclasses import dataclass

from idp.admin.actor import Actor
from idp.admin.clients.desk import CHANGES, ClientDesk
from idp.admin.clients.listing import Wish
from idp.admin.clients.state import State
from idp.admin.pages.console.parts import Attention
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class ExpiringSecrets:
    """Implements `FindAttention`. An owner is told of their own services alone."""

    desk: ClientDesk

    def __call__(self, actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        """Return a line for the services that nobody gets in to any more, and one for those that come next."""
        if not actor.may(*CHANGES):
            return ()
        counted = {
            state: self.desk.list(actor, Wish(state=state, limit=1), visit.now).found
            for state in (State.EXPIRED, State.EXPIRING)
        }
        return tuple(
            Attention(
                f"services.attention.{state}",
                f"/admin/clients?state={state}",
                {"n": number},
                is_urgent=state is State.EXPIRED,
            )
            for state, number in counted.items()
            if number
        )
