"""Reads a person's sign-ins and what is open in their name, and ends what they want ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from idp.audit.history import History
from idp.audit.sign_ins import KINDS, PARTS, SignIn, build_sign_ins
from idp.chance import Chance
from idp.methods.notice import Write, build_notice
from idp.oidc.authorization.consenting import withdraw
from idp.oidc.logout.ending import Logout
from idp.oidc.stores import OidcStores
from idp.people.person import Person
from idp.policy.rules import Policy
from idp.sessions.session import End, Lifetimes, Session

LOOKS_BACK: Final = timedelta(days=90)
PAGE: Final = 20
"""Entries on one page."""


def is_identifier(text: str) -> bool:
    """Say whether the text can be the name of anything of ours: PostgreSQL takes no NUL."""
    return text.isascii() and text.isprintable()


class PastStores(OidcStores, Protocol):
    """A unit of work that reads the trail and ends sessions."""

    @property
    def history(self) -> History: ...


@dataclass(frozen=True, slots=True)
class Running:
    """A session that is open, and the clients that took part in it."""

    session: Session
    clients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """Everything about one person's sign-ins, past and running. Nobody else's is ever read or ended."""

    begin: Callable[[], AbstractContextManager[PastStores]]
    policy: Policy
    logout: Logout
    lifetimes: Lifetimes
    chance: Chance
    write: Write

    def list_sign_ins(
        self, person_id: str, before: int | None, now: datetime
    ) -> tuple[tuple[SignIn, ...], int | None]:
        """Return a page of sign-ins, newest first, and what the page after it comes before; None on the last."""
        with self.begin() as stores:
            history = stores.history
            begun = history.list_latest(person_id, tuple(KINDS), now - LOOKS_BACK, before, PAGE + 1)
            shown = begun[:PAGE]
            parts = (
                history.list_between(person_id, PARTS, shown[-1].at, shown[0].at + self.lifetimes.absolute)
                if shown
                else ()
            )
        inside = frozenset(zone.name for zone in self.policy.zones.inside)
        older = shown[-1].seq if len(begun) > PAGE else None
        return build_sign_ins(shown, parts, inside), older

    def list_running(self, person_id: str, now: datetime) -> tuple[Running, ...]:
        """Return what is open in the person's name, newest first."""
        with self.begin() as stores:
            live = stores.sessions.list_live(person_id, now, self.lifetimes.idle)
            took_part = stores.sessions.list_clients([session.sid for session in live])
            return tuple(Running(session, took_part[session.sid]) for session in live)

    def end(self, person_id: str, sid: str, now: datetime) -> bool:
        """End one of the person's sessions; False when it is over, or not theirs."""
        with self.begin() as stores:
            session = stores.sessions.find_by_sid(sid, now, self.lifetimes.idle)
            if session is None or session.person_id != person_id:
                return False
            is_ended = self.logout.end_session(stores, session, now, End.ELSEWHERE)
        self.logout.wake()
        return is_ended

    def withdraw(self, person_id: str, client_id: str, now: datetime) -> bool:
        """Take back what the person agreed with an application; False when they had not."""
        with self.begin() as stores:
            return is_identifier(client_id) and withdraw(stores, person_id, client_id, now)

    def end_others(self, person_id: str, sid: str, now: datetime) -> int:
        """End every session of the person but the one they are in; return how many."""
        with self.begin() as stores:
            idle = self.lifetimes.idle
            ended = self.logout.end_all(stores, person_id, idle, now, End.ELSEWHERE, but=sid)
        self.logout.wake()
        return ended

    def end_everywhere(self, person: Person, language: str, now: datetime) -> None:
        """End every session of the person and tell their mailbox, in one transaction."""
        with self.begin() as stores:
            self.logout.end_all(stores, person.person_id, self.lifetimes.idle, now, End.ELSEWHERE)
            if person.email:
                text = self.write(language, "signed_out_mail", at=now)
                notice = build_notice(self.chance.identifier(), "mail", person.email, person, text, now)
                stores.outbox.add(notice)
        self.logout.wake()
