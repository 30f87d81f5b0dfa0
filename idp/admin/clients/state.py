"""What an application's registration is like at this moment: whether it works, and what somebody should see to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from idp.oidc.clients.client import SECRET_METHODS, Client
from idp.oidc.clients.reserved import is_reserved

SOON: Final = timedelta(days=30)
"""How long before its end a secret is worth a word."""


class State(StrEnum):
    """The states there are, the one that most needs somebody first."""

    EXPIRED = "expired"
    EXPIRING = "expiring"
    PAUSED = "paused"
    INCOMPLETE = "incomplete"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Line:
    """One application of a list."""

    client: Client
    state: State
    secret_ends_at: datetime | None
    is_ours: bool


def build_line(client: Client, now: datetime) -> Line:
    """Return the application as a list shows it."""
    return Line(client, find_state(client, now), find_secret_end(client), is_reserved(client.client_id))


def find_state(client: Client, now: datetime) -> State:
    """Return the state; a paused application is nothing else."""
    if client.is_paused:
        return State.PAUSED
    ends_at = find_secret_end(client)
    if ends_at is not None and ends_at <= now:
        return State.EXPIRED
    if ends_at is not None and ends_at - now <= SOON:
        return State.EXPIRING
    return State.INCOMPLETE if any(list_missing(client)) else State.WORKING


def find_secret_end(client: Client) -> datetime | None:
    """Return when the newest secret stops working; None for never, and for an application without secrets."""
    if client.auth_method not in SECRET_METHODS or not client.secrets:
        return None
    return client.secrets[0].expires_at


def list_missing(client: Client) -> Iterator[str]:
    """Yield what the data-protection record lacks; nothing for a machine, which is told about nobody."""
    if not client.signs_people_in or is_reserved(client.client_id):
        return
    for name in ("purpose", "legal_basis", "data_owner", "contact"):
        if not getattr(client, name):
            yield name
