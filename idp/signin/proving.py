"""Turns a proved method into a session. The one place that makes a session or strengthens one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.people.person import Person
from idp.sessions.session import AuthenticationEvent, End, Lifetimes, Session, SessionStore
from idp.signin.visit import EndSession, Visit, hash_secret


class ProvingStores(Protocol):
    """A unit of work that makes sessions and says so in the trail."""

    @property
    def sessions(self) -> SessionStore: ...

    @property
    def audit(self) -> Trail: ...


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session after a method was proved. `secret` is for the browser's cookie and nothing else."""

    session: Session
    person: Person
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proving:
    """Adds proved methods to sessions. The secret is new after each, so that a stolen or planted one is worthless."""

    begin: Callable[[], AbstractContextManager[ProvingStores]]
    chance: Chance
    lifetimes: Lifetimes
    end_session: EndSession

    def prove(self, visit: Visit, person: Person, method: str) -> SignedIn | None:
        """Record that `person` proved `method` in this browser, now and here.

        Somebody else's session in the same browser ends first. None when the browser's own session changed or
        ended while the method was being proved: the step is then shown again.
        """
        event = AuthenticationEvent(method, visit.now, visit.zone)
        session = visit.session
        if session is not None and session.person_id != person.person_id:
            self.end_session(session, visit.now, End.REPLACED)
            session = None
        return (
            self._begin(visit, person, event)
            if session is None
            else self._strengthen(visit, person, session, event)
        )

    def _begin(self, visit: Visit, person: Person, event: AuthenticationEvent) -> SignedIn:
        secret = self.chance.token()
        session = Session(
            sid=self.chance.identifier(),
            person_id=person.person_id,
            realm=person.realm,
            events=(event,),
            zone=visit.zone,
            started_at=visit.now,
            last_seen_at=visit.now,
            ends_at=visit.now + self.lifetimes.absolute,
        )
        with self.begin() as stores:
            stores.sessions.add(session, hash_secret(secret))
            stores.audit.record(describe(Tag.SESSION_STARTED, visit, session, event.method))
        return SignedIn(session, person, secret)

    def _strengthen(
        self, visit: Visit, person: Person, session: Session, event: AuthenticationEvent
    ) -> SignedIn | None:
        secret = self.chance.token()
        old_hash = visit.secret_hash or ""
        with self.begin() as stores:
            proved = stores.sessions.prove(session.sid, old_hash, hash_secret(secret), event)
            if proved is None:
                return None
            stores.audit.record(describe(Tag.SESSION_STEPPED_UP, visit, proved, event.method))
        return SignedIn(proved, person, secret)


def describe(tag: Tag, visit: Visit, session: Session, method: str) -> Event:
    """Return the audit event of a session made or strengthened by a method."""
    return Event(
        tag,
        visit.now,
        person_id=session.person_id,
        sid=session.sid,
        zone=visit.zone,
        address=visit.placement.address,
        outcome=method,
        details={"rule": visit.placement.rule or "none", "hop": visit.placement.hop},
    )
