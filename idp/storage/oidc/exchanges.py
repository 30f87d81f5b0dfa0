"""Codes, refresh tokens and clients' proofs exchanged for tokens in the database: one round trip each on PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, exists, select, update

from idp.audit.events import Event
from idp.oidc.grant import Grant, StoredToken, TokenKind
from idp.oidc.machine_token import MachineToken
from idp.storage.oidc.clients import client_changes
from idp.storage.oidc.exchange import Exchange
from idp.storage.oidc.grants import grants, tokens, write_grant, write_token
from idp.storage.oidc.machine_tokens import machine_tokens, write_machine_token
from idp.storage.sessions import NOW, session_clients
from idp.storage.unit_of_work import Database

REDEEM: Final = Exchange(
    update(grants)
    .where(
        grants.c.grant_id == bindparam("redeemed"),
        grants.c.code_used_at.is_(None),
        grants.c.code_expires_at > NOW,
        grants.c.revoked_at.is_(None),
    )
    .values(code_used_at=NOW),
    tokens,
)
IS_ALIVE: Final = (
    tokens.c.token_hash == bindparam("presented"),
    tokens.c.kind == bindparam("wanted"),
    tokens.c.used_at.is_(None),
    tokens.c.expires_at > NOW,
    exists().where(grants.c.grant_id == tokens.c.grant_id, grants.c.revoked_at.is_(None)),
)
"""What a refresh token must be to bring anything."""

ROTATE: Final = Exchange(update(tokens).where(*IS_ALIVE).values(used_at=NOW), tokens)
RENEW: Final = Exchange(select(tokens.c.token_hash).where(*IS_ALIVE), tokens)
ISSUE: Final = Exchange(None, machine_tokens)
ISSUE_STILL: Final = Exchange(
    select(client_changes.c.version).where(client_changes.c.version == bindparam("known")), machine_tokens
)
RETURN: Final = Exchange(
    select(session_clients.c.sid).where(
        session_clients.c.sid == bindparam("visited"),
        session_clients.c.client_id == bindparam("visitor"),
        exists().where(client_changes.c.version == bindparam("known")),
    ),
    grants,
)


@dataclass(frozen=True, slots=True)
class DatabaseExchanges:
    """Implements `Exchanges`."""

    database: Database

    def redeem(self, grant_id: str, new: tuple[StoredToken, ...], event: Event, now: datetime) -> bool:
        values = {"redeemed": grant_id, "now": now}
        return self.database.exchange(REDEEM, values, [write_token(one) for one in new], event)

    def rotate(self, token_hash: str, new: tuple[StoredToken, ...], event: Event, now: datetime) -> bool:
        values = {"presented": token_hash, "wanted": TokenKind.REFRESH, "now": now}
        return self.database.exchange(ROTATE, values, [write_token(one) for one in new], event)

    def renew(self, token_hash: str, new: tuple[StoredToken, ...], event: Event, now: datetime) -> bool:
        values = {"presented": token_hash, "wanted": TokenKind.REFRESH, "now": now}
        return self.database.exchange(RENEW, values, [write_token(one) for one in new], event)

    def grant_again(self, grant: Grant, event: Event, clients_version: int) -> bool:
        values = {"visited": grant.sid, "visitor": grant.client_id, "known": clients_version}
        return self.database.exchange(RETURN, values, [write_grant(grant)], event)

    def issue(self, token: MachineToken, event: Event) -> None:
        self.database.exchange(ISSUE, {}, [write_machine_token(token)], event)

    def issue_still(self, token: MachineToken, event: Event, clients_version: int) -> bool:
        return self.database.exchange(
            ISSUE_STILL, {"known": clients_version}, [write_machine_token(token)], event
        )
