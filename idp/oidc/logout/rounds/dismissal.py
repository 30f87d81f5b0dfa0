"""Ends what people have who are disabled or gone, also when they ask for nothing themselves."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from idp.people.directory import RollCall
from idp.sessions.session import End, SessionStore
from idp.signin.visit import EndSession

log = logging.getLogger(__name__)


class DismissalStores(Protocol):
    """A unit of work that holds sessions."""

    @property
    def sessions(self) -> SessionStore: ...


class Roll(Protocol):
    """Says who of many is employed, over all directories."""

    def call_roll(self, person_ids: Sequence[str], now: datetime) -> RollCall:
        """Say which of these people are employed, and of whom that cannot be said."""
        ...


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Looks up everybody who has a live session; every grant and refresh token lives by one.

    Whoever the directory no longer lets in loses all of them, and the applications are told. A directory that is
    down ends nothing.
    """

    begin: Callable[[], AbstractContextManager[DismissalStores]]
    roll: Roll
    end_session: EndSession
    idle: timedelta

    def run(self, now: datetime) -> None:
        """Look everybody up once, many at a time."""
        with self.begin() as stores:
            signed_in = stores.sessions.list_signed_in(now, self.idle)
        called = self.roll.call_roll(signed_in, now)
        for person_id in called.list_gone(signed_in):
            self._dismiss(person_id, now)
        if called.unknown:
            log.warning(
                "a directory is down: %d people who are signed in could not be looked up", len(called.unknown)
            )

    def _dismiss(self, person_id: str, now: datetime) -> None:
        with self.begin() as stores:
            sessions = stores.sessions.list_live(person_id, now, self.idle)
        for session in sessions:
            self.end_session(session, now, End.REVOKED)
