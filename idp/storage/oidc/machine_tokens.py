"""Access tokens of clients that act as themselves, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, String, Table, bindparam, delete, select

from idp.oidc.machine_token import MachineToken
from idp.storage.driver.prepared import Prepared
from idp.storage.metadata import Moment, metadata

machine_tokens = Table(
    "machine_tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_machine_tokens_client_id", "client_id"),
    Index("ix_machine_tokens_expires_at", "expires_at"),
)

FIND = Prepared(
    select(machine_tokens).where(
        machine_tokens.c.token_hash == bindparam("presented"),
        machine_tokens.c.expires_at > bindparam("now", type_=Moment()),
    )
)


class MachineTokenRows:
    """Implements `MachineTokenStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, token_hash: str, now: datetime) -> MachineToken | None:
        row = FIND.first(self._connection, {"presented": token_hash, "now": now})
        if row is None:
            return None
        return MachineToken(row.token_hash, row.client_id, tuple(row.scopes), row.expires_at)

    def revoke(self, token_hash: str, client_id: str) -> bool:
        return self._delete(machine_tokens.c.token_hash == token_hash, client_id) == 1

    def revoke_client(self, client_id: str) -> int:
        return self._delete(True, client_id)

    def _delete(self, condition: Any, client_id: str) -> int:
        gone = self._connection.execute(
            delete(machine_tokens).where(condition, machine_tokens.c.client_id == client_id)
        )
        return gone.rowcount


def write_machine_token(token: MachineToken) -> dict[str, Any]:
    """Return the columns of a token."""
    return {
        "token_hash": token.token_hash,
        "client_id": token.client_id,
        "scopes": token.scopes,
        "expires_at": token.expires_at,
    }
