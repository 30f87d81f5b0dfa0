"""Ends a session: it dies first, here and everywhere; then everyone who took part is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.delivery.message import LOGOUT_LIFE, Message
from idp.oidc.clients.client import Client
from idp.oidc.logout.logout_token import write_facts
from idp.oidc.stores import Begin, OidcStores
from idp.oidc.subject import subject_of
from idp.sessions.session import End, Session


@dataclass(frozen=True, slots=True)
class Logout:
    """Ends sessions. `wake` is called after a commit that may have left a logout token to send."""

    begin: Begin
    chance: Chance
    wake: Callable[[], None] = lambda: None
    subject_key: bytes = field(kw_only=True, repr=False)

    def end(self, session: Session, now: datetime, why: End) -> None:
        """End the session in a unit of work of its own, and have the relying parties told."""
        with self.begin() as stores:
            self.end_session(stores, session, now, why)
        self.wake()

    def end_all(
        self,
        stores: OidcStores,
        person_id: str,
        idle: timedelta,
        now: datetime,
        why: End,
        but: str | None = None,
    ) -> int:
        """End every live session of a person, all but the one whose sid is `but`; return how many ended.

        Without `but` what outlives sessions ends too: nothing goes on in the person's name.

        `wake` is left to the caller, who commits.
        """
        live = stores.sessions.list_live(person_id, now, idle)
        if but is None:
            stores.grants.revoke_offline(person_id, now)
        return self.end_sessions(stores, [session for session in live if session.sid != but], now, why)

    def end_session(self, stores: OidcStores, session: Session, now: datetime, why: End) -> bool:
        """End one session; return False, and queue nothing, when it had ended already."""
        return self.end_sessions(stores, (session,), now, why) == 1

    def end_sessions(self, stores: OidcStores, sessions: Sequence[Session], now: datetime, why: End) -> int:
        """End the sessions and the grants made in them, and queue a notice to each client that took part.

        Grants of `offline_access` go on. Returns how many had not ended already; of the others nobody is told.
        """
        sids = stores.sessions.end([session.sid for session in sessions], now, why)
        ended = [session for session in sessions if session.sid in sids]
        stores.grants.revoke_sessions([session.sid for session in ended], now)
        took_part = stores.sessions.list_clients([session.sid for session in ended])
        client_ids = dict.fromkeys(one for listed in took_part.values() for one in listed)
        clients = {client_id: stores.clients.find(client_id) for client_id in client_ids}
        for session in ended:
            stores.audit.record(build_end(session, now, why))
            for client_id in took_part[session.sid]:
                if client := clients[client_id]:
                    self.tell(stores, client, session, now)
        return len(ended)

    def part(self, stores: OidcStores, client: Client, now: datetime, *, idle: timedelta) -> bool:
        """Take the client out of every session and tell it of those that live; False when it took part in none.

        The person stays signed in. `idle` is how long a session lives without activity; `wake` is left to the caller.
        """
        sessions = stores.sessions.part(client.client_id, now, idle)
        for session in sessions:
            self.tell(stores, client, session, now)
        return bool(sessions)

    def tell(self, stores: OidcStores, client: Client, session: Session, now: datetime) -> None:
        """Queue the notice that the session is over for one client, if it can be told."""
        if client.backchannel_logout_uri is not None:
            stores.outbox.add(self._build_notice(client, client.backchannel_logout_uri, session, now))

    def _build_notice(self, client: Client, uri: str, session: Session, now: datetime) -> Message:
        """Return the notice to one client: what its logout token will say, signed when it is sent."""
        return Message(
            message_id=self.chance.identifier(),
            kind="logout",
            to=uri,
            subject="",
            body=write_facts(client, session, subject_of(self, client, session.person_id)),
            purpose="logout",
            created_at=now,
            expires_at=now + LOGOUT_LIFE,
            person_id=session.person_id,
            client_id=client.client_id,
        )


def build_end(session: Session, now: datetime, why: End) -> Event:
    """Return what the trail says of a session's end."""
    return Event(
        Tag.SESSION_ENDED, now, person_id=session.person_id, sid=session.sid, zone=session.zone, outcome=why
    )
