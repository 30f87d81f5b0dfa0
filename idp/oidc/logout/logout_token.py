"""Logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.4), signed at the moment they are sent.

A token lives two minutes and a relying party that is away gets ten: one signed when the session ended would come
too late.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from idp.chance import Chance
from idp.clock import Clock
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.sender import Sender
from idp.oidc.clients.client import Client
from idp.sessions.session import Session
from idp.signing.jws import sign
from idp.signing.keyring import Keyring

LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_TYP: Final = "logout+jwt"
LOGOUT_TOKEN_LIFE: Final = timedelta(minutes=2)


def write_facts(client: Client, session: Session, subject: str) -> str:
    """Return what a logout token to the client says about the session, as the outbox keeps it.

    `subject` is who the person is to the client.
    """
    claims = {"sub": subject, "aud": client.client_id, "sid": session.sid}
    return json.dumps({"alg": client.id_token_alg, "claims": claims})


def build_claims(issuer: str, facts: Mapping[str, Any], jti: str, now: datetime) -> dict[str, Any]:
    """Return a logout token's claims: sub and sid, the one event, and never a nonce."""
    return {
        "iss": issuer,
        **facts,
        "iat": int(now.timestamp()),
        "exp": int((now + LOGOUT_TOKEN_LIFE).timestamp()),
        "jti": jti,
        "events": {LOGOUT_EVENT: {}},
    }


@dataclass(frozen=True, slots=True)
class SigningSender:
    """Hands a notice on to `sender` as a fresh logout token, each attempt with a `jti` of its own."""

    sender: Sender
    issuer: str
    keyring: Callable[[], Keyring]
    chance: Chance
    clock: Clock

    def send(self, message: Message) -> Receipt:
        """Sign and send. Raises what the sender raises."""
        facts = json.loads(message.body)
        claims = build_claims(self.issuer, facts["claims"], self.chance.identifier(), self.clock())
        token = sign(self.keyring().active(facts["alg"]), LOGOUT_TYP, claims)
        return self.sender.send(replace(message, body=token))
