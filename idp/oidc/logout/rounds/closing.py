"""Ends what is open at a service when it closes, or when its client is paused.

The rule: from the moment of closing nobody gets a token for the service. Within a minute its grants are revoked, and
every relying party that can be told (OpenID Connect Back-Channel Logout 1.0) ends its own session. The person stays
signed in, for whatever else is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from idp.audit.events import Event, Tag
from idp.oidc.clients.client import Client
from idp.oidc.logout.ending import Logout
from idp.oidc.stores import Begin
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class ClosingRound:
    """Looks for services that are closed or paused and still in use, by the policy as it is at each turn.

    `idle` is how long a session lives without activity. A service that is closed and has nobody in it costs a share of
    one read, and no transaction.
    """

    begin: Begin
    read: Begin
    policy: Callable[[], Policy]
    logout: Logout
    idle: timedelta

    def run(self, now: datetime) -> None:
        """Part everyone from each closed service; a client is judged in a unit of work of its own."""
        policy = self.policy()
        with self.read() as stores:
            closed = [one for one in stores.clients.list() if is_closed(policy, one, now)]
            used = stores.grants.list_used([one.client_id for one in closed])
        parted = [self.close(client, now) for client in closed if client.client_id in used]
        if any(parted):
            self.logout.wake()

    def close(self, client: Client, now: datetime) -> bool:
        """Revoke the client's grants and tell it of every live session it takes part in; False when it was quiet."""
        with self.begin() as stores:
            has_parted = self.logout.part(stores, client, now, idle=self.idle)
            revoked = stores.grants.revoke_client(client.client_id, now)
            if revoked:
                event = Event(Tag.SERVICE_CLOSED, now, client_id=client.client_id, details={"count": revoked})
                stores.audit.record(event)
        return has_parted


def is_closed(policy: Policy, client: Client, now: datetime) -> bool:
    """Say whether the client is paused, or its service closed now; one that the policy does not have never was open."""
    if client.is_paused:
        return True
    service = policy.services.get(client.service or policy.default_service or "")
    return service is not None and not service.hours.is_open(now)
