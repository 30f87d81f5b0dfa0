"""Begins and ends sign-ins to the console, finds who is in it, and lets the first administrator in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

from idp.admin.actor import Actor, Kind
from idp.admin.console.console_session import ConsoleSession, ConsoleSessionStore
from idp.admin.console.pending import Pending, PendingStore
from idp.admin.console.relying_party import BadAnswer, RelyingParty
from idp.admin.console.starting_key import StartingKeyStore, hash_key
from idp.admin.permissions import Role
from idp.admin.roles.grants import RoleGrant, RoleGrantStore
from idp.admin.roles.roles_of import load_standing
from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.config.sections.console import Console
from idp.oidc.clients.client import ClientStore
from idp.signin.visit import Visit

ANSWER_WITHIN: Final = timedelta(hours=1)
"""How long a sign-in to the console may take."""


class ConsoleStores(Protocol):
    """A unit of work of the console's own sign-in."""

    @property
    def audit(self) -> Trail: ...
    @property
    def clients(self) -> ClientStore: ...
    @property
    def console_pending(self) -> PendingStore: ...
    @property
    def console_sessions(self) -> ConsoleSessionStore: ...
    @property
    def role_grants(self) -> RoleGrantStore: ...
    @property
    def starting_keys(self) -> StartingKeyStore: ...


Begin = Callable[[], AbstractContextManager[ConsoleStores]]


@dataclass(frozen=True, slots=True)
class Entering:
    """The console's sign-in, over its own registration, which it keeps right. `name` is what people call the console."""

    begin: Begin
    relying_party: RelyingParty
    settings: Console
    chance: Chance
    name: str

    def ask(self, visit: Visit, back: str, *, is_fresh: bool, within: timedelta) -> str:
        """Store a new sign-in and return the authorization request that begins it.

        `back` is the path to come back to. A fresh one is for a sign-in not older than `within`.
        """
        state = self.chance.token()
        pending = Pending(
            state_hash=hash_text(state),
            browser_hash=visit.browser_hash,
            nonce=self.chance.token(),
            verifier=self.chance.token(),
            back=back,
            expires_at=visit.now + ANSWER_WITHIN,
        )
        age = within if is_fresh else self.settings.sign_in
        with self.begin() as stores:
            self._register(stores, visit.now)
            stores.console_pending.add(pending)
        return self.relying_party.build_request(state, pending, int(age.total_seconds()), visit.language)

    def take(self, visit: Visit, state: str, browser_hash: str) -> Pending | None:
        """Take the sign-in that an answer belongs to, once; None when this browser asked for no such."""
        with self.begin() as stores:
            return stores.console_pending.consume(hash_text(state), browser_hash, visit.now)

    def enter(self, visit: Visit, pending: Pending, code: str, iss: str) -> str:
        """Redeem the code and return the secret of a new session in the console. Raises BadAnswer.

        The person who signed in must be the one this browser is signed in as now.
        """
        signed_in = self.relying_party.finish(pending, code, iss, visit.now)
        if visit.session is None or visit.session.sid != signed_in.sid:
            raise BadAnswer("the sign-in is another browser's")
        secret = self.chance.token()
        session = ConsoleSession(
            secret_hash=hash_text(secret),
            sid=signed_in.sid,
            person_id=visit.session.person_id,
            acr=signed_in.acr,
            auth_time=signed_in.auth_time,
            expires_at=visit.now + self.settings.sign_in,
        )
        with self.begin() as stores:
            stores.console_sessions.add(session)
            stores.audit.record(describe(Tag.CONSOLE_ENTERED, visit))
        return secret

    def find_actor(self, visit: Visit, secret: str | None) -> Actor | None:
        """Return who is in the console and what they may do; None when this browser is not signed in to it."""
        if secret is None or visit.session is None or visit.person is None:
            return None
        with self.begin() as stores:
            session = stores.console_sessions.find(hash_text(secret), visit.now)
            if session is None or session.sid != visit.session.sid:
                return None
            standing = load_standing(stores, self.settings, visit.person)
        return Actor(
            Kind.PERSON,
            visit.person.person_id,
            standing.permissions,
            standing.roles,
            person_id=visit.person.person_id,
            zone=visit.zone,
            address=visit.placement.address,
            sid=visit.session.sid,
        )

    def leave(self, secret: str) -> None:
        """End the session in the console; the sign-in at the provider stays."""
        with self.begin() as stores:
            stores.console_sessions.end(hash_text(secret))

    def use_key(self, visit: Visit, secret: str) -> bool:
        """Make whoever is signed in an administrator by a good key; a wrong one is recorded and False returned."""
        if visit.person is None:
            return False
        person_id = visit.person.person_id
        with self.begin() as stores:
            is_good = stores.starting_keys.consume(hash_key(secret), person_id, visit.now)
            if is_good:
                stores.role_grants.add(RoleGrant(person_id, Role.ADMINISTRATOR, "starting key", visit.now))
            tag = Tag.STARTING_KEY_USED if is_good else Tag.STARTING_KEY_WRONG
            stores.audit.record(describe(tag, visit))
        return is_good

    def _register(self, stores: ConsoleStores, now: datetime) -> None:
        """Make the console's registration what it should be; nothing is written when it is."""
        wanted = self.relying_party.build_client(self.name, now)
        known = stores.clients.find(wanted.client_id)
        if known is None:
            stores.clients.add(wanted)
        elif replace(known, created_at=now, revision=0) != wanted:
            stores.clients.replace(replace(wanted, created_at=known.created_at, revision=known.revision))


def describe(tag: Tag, visit: Visit) -> Event:
    """Return the record of something the person did who is signed in."""
    return Event(
        tag,
        visit.now,
        person_id=visit.person.person_id if visit.person else None,
        sid=visit.session.sid if visit.session else None,
        zone=visit.zone,
        address=visit.placement.address,
    )


def hash_text(text: str) -> str:
    """Return the SHA-256 of a secret in hex: what the database may know of it."""
    return sha256(text.encode(errors="replace")).hexdigest()
