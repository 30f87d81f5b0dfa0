"""Pending sign-in requests in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    insert,
    select,
    update,
)

from idp.signin.interaction import Expiry, Interaction, Purpose
from idp.signin.stored_ask import read_ask, write_ask
from idp.storage.metadata import Moment, metadata

interactions = Table(
    "interactions",
    metadata,
    Column("interaction_id", String(64), primary_key=True),
    Column("browser_hash", String(64), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("request", JSON, nullable=False),
    Column("service", String(64), nullable=False),
    Column("ask", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("stale_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("client_name", String(200)),
    Column("service_url", String(2048)),
    Column("return_origin", String(512)),
    Column("realm", String(32)),
    Column("level", String(32)),
    Column("person_id", String(64)),
    Column("number_id", String(64)),
    Column("login_hint", String(256)),
    Column("password_expiry", String(16)),
    Column("consumed_at", Moment),
    Column("version", Integer, nullable=False),
    Index("ix_interactions_expires_at", "expires_at"),
)


class InteractionRows:
    """Implements `InteractionStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, interaction: Interaction) -> None:
        self._connection.execute(insert(interactions).values(**write_interaction(interaction)))

    def find(self, interaction_id: str, now: datetime) -> Interaction | None:
        if not interaction_id.isalnum():
            return None  # PostgreSQL takes no NUL in a text: test_hostile_id_is_not_found
        row = (
            self._connection.execute(
                select(interactions).where(
                    interactions.c.interaction_id == interaction_id, interactions.c.expires_at > now
                )
            )
            .mappings()
            .first()
        )
        return None if row is None else read_interaction(row)

    def save(self, interaction: Interaction) -> bool:
        saved = self._connection.execute(
            update(interactions)
            .where(
                interactions.c.interaction_id == interaction.interaction_id,
                interactions.c.version == interaction.version,
                interactions.c.consumed_at.is_(None),
            )
            .values(
                realm=interaction.realm,
                level=interaction.level,
                person_id=interaction.person_id,
                number_id=interaction.number_id,
                password_expiry=interaction.password_expiry,
                version=interaction.version + 1,
            )
        )
        return saved.rowcount == 1

    def consume(self, interaction_id: str, now: datetime) -> bool:
        consumed = self._connection.execute(
            update(interactions)
            .where(
                interactions.c.interaction_id == interaction_id,
                interactions.c.consumed_at.is_(None),
                interactions.c.stale_at > now,
            )
            .values(consumed_at=now)
        )
        return consumed.rowcount == 1


def write_interaction(interaction: Interaction) -> dict[str, Any]:
    """Return the columns of an interaction."""
    values = {column.name: getattr(interaction, column.name) for column in interactions.columns}
    return values | {"request": dict(interaction.request), "ask": write_ask(interaction.ask)}


def read_interaction(row: RowMapping) -> Interaction:
    """Build the record from a row."""
    expiry = row["password_expiry"]
    read = {
        "purpose": Purpose(row["purpose"]),
        "ask": read_ask(row["ask"]),
        "password_expiry": Expiry(expiry) if expiry else None,
    }
    return Interaction(**{**row, **read})
