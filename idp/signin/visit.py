"""Everything known about the browser that sends a request, read once and handed on as one value."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.people.directory import DirectoryUnavailable
from idp.people.person import Person
from idp.people.unknown import build_unknown
from idp.policy.address import Placement
from idp.policy.decide import Ask, Decision, Outcome, Proof, Question, Subject, decide
from idp.policy.rules import Policy
from idp.sessions.session import AuthenticationEvent, End, Lifetimes, Session, SessionStore


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is behind a request, and where: all that is decided on.

    `session` and `person` are both there or both None.
    """

    now: datetime
    placement: Placement
    session: Session | None
    person: Person | None

    @property
    def zone(self) -> str:
        """The name of the zone the browser is in now."""
        return self.placement.zone


@dataclass(frozen=True, slots=True)
class Visit(Visitor):
    """One request's browser: its visitor, and what a page for them needs.

    `browser_hash` ties interactions to the browser. `csrf` is the token its forms carry. `secret_hash` is that of the
    session's cookie, None without a session. `device` is a rough word for the browser.
    """

    browser_hash: str = field(repr=False)
    language: str
    csrf: str = field(repr=False)
    secret_hash: str | None = field(default=None, repr=False)
    ended: End | None = None
    """Why the session this browser had is no longer alive."""
    device: str = ""


Found = tuple[Session, Person] | End | None
"""The live session and its person, why it ended, or None when there never was one."""


OPENS: Final = (Outcome.ALLOWED, Outcome.NEEDS_PROOF)
"""How it is decided of whoever is let in, if only after a further sign-in."""


class SessionStores(Protocol):
    """A unit of work that holds sessions and says in the trail that one has moved."""

    @property
    def sessions(self) -> SessionStore: ...

    @property
    def audit(self) -> Trail: ...


class Presence(Protocol):
    """Notes that a session is active. Each note is a unit of work by itself, committed when it returns."""

    def note(self, secret_hash: str, now: datetime, idle: timedelta, zone: str) -> Session | None:
        """Record activity of the live session that was last seen in this zone, and return it; None for any other.

        One conditional UPDATE: it judges the idle and the absolute end, and neither revives nor moves anything.
        """
        ...


class People(Protocol):
    """Finds a person over all directories."""

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person as the directory knows them now; None when they are gone."""
        ...


EndSession = Callable[[Session, datetime, End], None]
"""Ends a session in a unit of work of its own, and tells the relying parties that took part."""


@dataclass(frozen=True, slots=True)
class Reception:
    """Finds out who is behind a session's secret, and ends the session of a person who is gone or inactive.

    A session that stays where it is, as most do, is noted at once; one that moves or is dead gets a unit of work.
    """

    begin: Callable[[], AbstractContextManager[SessionStores]]
    presence: Presence
    people: People
    end_session: EndSession
    lifetimes: Lifetimes

    def receive(
        self,
        secret: str | None,
        zone: str,
        now: datetime,
        *,
        is_activity: bool = True,
        is_leaving: bool = False,
    ) -> Found:
        """Return who is behind the secret.

        Activity is recorded together with the zone it came from, unless `is_activity` is false: a page that only
        looks, such as the one that says how long is left, keeps nobody signed in. Whoever is leaving is let go though
        the directory does not answer: nobody need be known to be signed out.
        """
        if secret is None:
            return None
        secret_hash, idle = hash_secret(secret), self.lifetimes.idle
        session = self.presence.note(secret_hash, now, idle, zone) if is_activity else None
        if session is None:
            with self.begin() as stores:
                if is_activity:
                    session = stores.sessions.touch(secret_hash, now, idle, zone)
                else:
                    session = stores.sessions.find_live(secret_hash, now, idle)
                if session is None:
                    return stores.sessions.find_end(secret_hash, now, idle)
                if is_activity and session.has_moved:
                    stores.audit.record(describe_move(session, now))
        try:
            person = self.people.find_person(session.person_id, now)
        except DirectoryUnavailable:
            if not is_leaving:
                raise
            return session, build_unknown(session.person_id, session.realm, now)
        if person is None or not person.is_active:
            self.end_session(session, now, End.REVOKED)
            return End.REVOKED
        return session, person


def describe_move(session: Session, now: datetime) -> Event:
    """Return the record of a session whose requests now come from another zone."""
    return Event(
        Tag.ZONE_CHANGED,
        now,
        person_id=session.person_id,
        sid=session.sid,
        zone=session.zone,
        details={"from": session.previous_zone or ""},
    )


def hash_secret(secret: str) -> str:
    """Return the SHA-256 of a cookie's secret in hex: what the database may know of it."""
    return sha256(secret.encode()).hexdigest()


def subject_of(person: Person) -> Subject:
    """Return what the policy needs to know of a person."""
    return Subject(person.groups, person.realm, person.is_active)


def proofs_of(session: Session | None) -> tuple[Proof, ...]:
    """Return what was proved in a session, as the policy counts it; nothing without a session."""
    return tuple(proof_of(event) for event in session.events) if session else ()


def proof_of(event: AuthenticationEvent) -> Proof:
    """Return one authentication event as the policy counts it."""
    return Proof(event.method, event.at, event.zone)


def question_of(visitor: Visitor, service: str, ask: Ask | None = None) -> Question:
    """Return the question whether this visitor may use the service."""
    return Question(
        who=subject_of(visitor.person) if visitor.person else None,
        proofs=proofs_of(visitor.session),
        zone=visitor.zone,
        now=visitor.now,
        service=service,
        ask=ask or Ask(),
    )


def decide_for(policy: Policy, visitor: Visitor, service: str, ask: Ask | None = None) -> Decision:
    """Decide whether this visitor may use the service."""
    return decide(policy, question_of(visitor, service, ask))


def decide_to_enter(policy: Policy, visitor: Visitor, service: str, ask: Ask) -> Decision:
    """Decide what a page does with this visitor: nobody signs in anew to be told that they may not use the service."""
    decision = decide_for(policy, visitor, service, ask)
    if decision.outcome is not Outcome.NEEDS_PROOF:
        return decision
    as_they_are = decide_for(policy, visitor, service)
    return decision if as_they_are.outcome in OPENS else as_they_are


def may_open(policy: Policy, visitor: Visitor, service: str) -> bool:
    """Say whether the service opens to this visitor, as they are or when they have proved more."""
    return decide_for(policy, visitor, service).outcome in OPENS
