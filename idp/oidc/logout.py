"""Ends a session: it dies first, here and everywhere; then everyone who took part is told (LO4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.delivery.message import LOGOUT_LIFE, Message
from idp.oidc.clients import Client
from idp.oidc.stores import Begin, OidcStores
from idp.sessions.session import End, Session
from idp.signing.jws import sign
from idp.signing.keyring import Keyring

BACKCHANNEL_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_TOKEN_LIFE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Logout:
    """Ends sessions. `keyring` gives the signing keys as they are now; `wake` is called when a token waits."""

    issuer: str
    begin: Begin
    keyring: Callable[[], Keyring]
    chance: Chance
    wake: Callable[[], None] = lambda: None

    def end(self, session: Session, now: datetime, why: End) -> None:
        """End the session in a unit of work of its own, and have the logout tokens sent."""
        with self.begin() as stores:
            self.end_session(stores, session, now, why)
        self.wake()

    def end_session(self, stores: OidcStores, session: Session, now: datetime, why: End) -> bool:
        """End the session and its grants and queue a logout token for each client that took part.

        Returns False, and queues nothing, when the session had ended already.
        """
        if not stores.sessions.end(session.sid, now, why):
            return False
        stores.grants.revoke_session(session.sid, now)
        event = Event(Tag.SESSION_ENDED, now, session.person_id, sid=session.sid, zone=session.zone)
        stores.audit.record(event)
        for client_id in stores.sessions.list_clients(session.sid):
            client = stores.clients.find(client_id)
            if client is not None and client.backchannel_logout_uri is not None:
                stores.outbox.add(self.build_message(client, client.backchannel_logout_uri, session, now))
        return True

    def build_message(self, client: Client, uri: str, session: Session, now: datetime) -> Message:
        """Return the logout token for one client, ready to be sent to its `backchannel_logout_uri`."""
        return Message(
            message_id=self.chance.identifier(),
            kind="logout",
            to=uri,
            subject="",
            body=self.build_token(client, session, now),
            purpose="logout",
            created_at=now,
            expires_at=now + LOGOUT_LIFE,
            person_id=session.person_id,
            client_id=client.client_id,
        )

    def build_token(self, client: Client, session: Session, now: datetime) -> str:
        """Return a signed logout token (Back-Channel Logout 1.0, section 2.4): sub and sid, and never a nonce."""
        claims = {
            "iss": self.issuer,
            "sub": session.person_id,
            "aud": client.client_id,
            "iat": int(now.timestamp()),
            "exp": int((now + LOGOUT_TOKEN_LIFE).timestamp()),
            "jti": self.chance.identifier(),
            "sid": session.sid,
            "events": {BACKCHANNEL_EVENT: {}},
        }
        return sign(self.keyring().active(client.id_token_alg), "logout+jwt", claims)
