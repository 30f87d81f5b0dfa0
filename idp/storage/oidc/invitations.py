"""Invitations to register in the database."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, Connection, Integer, String, Table, delete, insert, select, update

from idp.oidc.clients.client import Permit
from idp.oidc.registration.invitation import Invitation
from idp.storage.metadata import Moment, metadata

invitations = Table(
    "invitations",
    metadata,
    Column("invitation_id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("permit", JSON, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)


class InvitationRows:
    """Implements `InvitationStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, invitation: Invitation) -> None:
        self._connection.execute(
            insert(invitations).values(
                invitation_id=invitation.invitation_id,
                token_hash=invitation.token_hash,
                permit=msgspec.to_builtins(invitation.permit),
                uses_left=invitation.uses_left,
                created_at=invitation.created_at,
                expires_at=invitation.expires_at,
            )
        )

    def find(self, token_hash: str, now: datetime) -> Invitation | None:
        row = self._connection.execute(select(invitations).where(*is_good(token_hash, now))).first()
        return None if row is None else read_invitation(row)

    def list(self) -> tuple[Invitation, ...]:
        rows = self._connection.execute(
            select(invitations).order_by(invitations.c.created_at, invitations.c.invitation_id)
        )
        return tuple(map(read_invitation, rows))

    def consume(self, token_hash: str, now: datetime) -> bool:
        taken = self._connection.execute(
            update(invitations).where(*is_good(token_hash, now)).values(uses_left=invitations.c.uses_left - 1)
        )
        return taken.rowcount == 1

    def remove(self, invitation_id: str) -> bool:
        removed = self._connection.execute(
            delete(invitations).where(invitations.c.invitation_id == invitation_id)
        )
        return removed.rowcount == 1


def is_good(token_hash: str, now: datetime) -> tuple[Any, ...]:
    """Return the conditions of an invitation that may still be used."""
    columns = invitations.c
    return columns.token_hash == token_hash, columns.uses_left > 0, columns.expires_at > now


def read_invitation(row: Any) -> Invitation:
    """Build the record from a row."""
    return Invitation(
        invitation_id=row.invitation_id,
        token_hash=row.token_hash,
        permit=msgspec.convert(row.permit, Permit),
        uses_left=row.uses_left,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
