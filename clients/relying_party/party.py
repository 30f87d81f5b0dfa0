"""The parts of one connected application, found from anywhere in a request."""

from dataclasses import dataclass

from flask import current_app

from .assurance import Assurance, Rule
from .clock import Clock
from .config import Config
from .database import Database
from .pending import PendingStore
from .provider import Provider
from .sessions import SessionStore


@dataclass(frozen=True, slots=True)
class Party:
    """What connect() puts together."""

    config: Config
    clock: Clock
    provider: Provider
    database: Database
    pending: PendingStore
    sessions: SessionStore
    acr_table: dict[str, Assurance]
    entry_rule: Rule
    """What every sign-in must meet before a session begins."""


def this_party() -> Party:
    """Return the parts of the application that serves this request. Raises KeyError if connect() was never called."""
    party: Party = current_app.extensions["relying_party"]
    return party
