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

Events = tuple[AuthenticationEvent, ...]
"""What one act proved, the strongest last."""


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

    def prove(self, visit: Visit, person: Person, *methods: str) -> SignedIn | None:
        """Record that `person` proved `methods` in this browser, now and here: one, or two by a single act.

        Somebody else's session in the same browser ends first. None when the browser's own session changed or
        ended while the method was being proved: the step is then shown again.
        """
        events = tuple(AuthenticationEvent(method, visit.now, visit.zone) for method in methods)
        session = visit.session
        if session is not None and session.person_id != person.person_id:
            self.end_session(session, visit.now, End.REPLACED)
            session = None
        return (
            self._begin(visit, person, events)
            if session is None
            else self._strengthen(visit, person, session, events)
        )

    def _begin(self, visit: Visit, person: Person, events: Events) -> SignedIn:
        secret = self.chance.token()
        session = Session(
            sid=self.chance.identifier(),
            person_id=person.person_id,
            realm=person.realm,
            events=events,
            zone=visit.zone,
            started_at=visit.now,
            last_seen_at=visit.now,
            ends_at=visit.now + self.lifetimes.absolute,
            device=visit.device,
        )
        with self.begin() as stores:
            stores.sessions.add(session, hash_secret(secret))
            stores.audit.record(describe(Tag.SESSION_STARTED, visit, session, events))
        return SignedIn(session, person, secret)

    def _strengthen(self, visit: Visit, person: Person, session: Session, events: Events) -> SignedIn | None:
        secret = self.chance.token()
        old_hash = visit.secret_hash or ""
        with self.begin() as stores:
            proved = stores.sessions.prove(session.sid, old_hash, hash_secret(secret), *events)
            if proved is None:
                return None
            stores.audit.record(describe(Tag.SESSION_STEPPED_UP, visit, proved, events))
        return SignedIn(proved, person, secret)


def describe(tag: Tag, visit: Visit, session: Session, events: Events) -> Event:
    """Return the audit event of a session made or strengthened; its outcome is the strongest of the methods proved."""
    return Event(
        tag,
        visit.now,
        person_id=session.person_id,
        sid=session.sid,
        zone=visit.zone,
        address=visit.placement.address,
        outcome=events[-1].method,
        details={"rule": visit.placement.rule or "none", "hop": visit.placement.hop},
    )
