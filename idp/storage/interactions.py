"""Pending sign-in requests in the database."""

import json
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    select,
    update,
)

from idp.people.directory import Bar
from idp.sealing import SealBroken, Sealer
from idp.signin.interaction import Interaction, Purpose
from idp.signin.stored_ask import read_ask, write_ask
from idp.storage.driver.prepared import Prepared, PreparedInsert
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
    Column("links", JSON, nullable=False),
    Column("bar", String(32)),
    Column("is_bar_told", Boolean, nullable=False),
    Column("consumed_at", Moment),
    Column("version", Integer, nullable=False),
    Index("ix_interactions_expires_at", "expires_at"),
)

ADD = PreparedInsert(interactions)
FIND = Prepared(
    select(interactions).where(
        interactions.c.interaction_id == bindparam("wanted"),
        interactions.c.expires_at > bindparam("now", type_=Moment()),
    )
)
CHOICES = ("ask", "realm", "level", "person_id", "number_id", "bar", "is_bar_told")
"""What a step may change."""

SAVE = Prepared(
    update(interactions)
    .where(
        interactions.c.interaction_id == bindparam("wanted"),
        interactions.c.version == bindparam("read_version"),
        interactions.c.consumed_at.is_(None),
    )
    .values(
        version=interactions.c.version + 1,
        **{name: bindparam(f"new_{name}", type_=interactions.c[name].type) for name in CHOICES},
    )
    .returning(*interactions.c)
)
CONSUME = Prepared(
    update(interactions)
    .where(
        interactions.c.interaction_id == bindparam("wanted"),
        interactions.c.consumed_at.is_(None),
        interactions.c.stale_at > bindparam("now", type_=Moment()),
    )
    .values(consumed_at=bindparam("now", type_=Moment()))
)


class InteractionRows:
    """Implements `InteractionStore`.

    The request is sealed for its own row: it may hold an ID token as a hint, and who is expected to sign in.
    """

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, interaction: Interaction) -> None:
        plain = json.dumps(dict(interaction.request)).encode()
        sealed = self._sealer.seal(plain, name_seal(interaction.interaction_id))
        values = write_interaction(interaction) | {"request": b64encode(sealed).decode()}
        ADD.add(self._connection, [values])

    def find(self, interaction_id: str, now: datetime) -> Interaction | None:
        if not interaction_id.isalnum():
            return None  # PostgreSQL takes no NUL in a text: test_hostile_id_is_not_found
        values = {"wanted": interaction_id, "now": now}
        row = FIND.first(self._connection, values)
        return None if row is None else self._open(row)

    def save(self, interaction: Interaction) -> Interaction | None:
        """Write the choices and return what is stored now; None when another request came first."""
        written = write_interaction(interaction)
        values = {f"new_{name}": written[name] for name in CHOICES}
        known = {"wanted": interaction.interaction_id, "read_version": interaction.version}
        rows = SAVE.all(self._connection, values | known)
        return self._open(rows[0]) if rows else None

    def consume(self, interaction_id: str, now: datetime) -> bool:
        return CONSUME.count(self._connection, {"wanted": interaction_id, "now": now}) == 1

    def _open(self, row: Any) -> Interaction | None:
        """Build the record from a row; None when its seal is broken: a request that cannot be read is forgotten."""
        purpose = name_seal(row.interaction_id)
        try:
            plain = self._sealer.unseal(b64decode(row.request), purpose)
        except SealBroken:
            return None
        return read_interaction(row, json.loads(plain))


def name_seal(interaction_id: str) -> str:
    """Return the purpose that binds a sealed request to its row."""
    return f"interaction:{interaction_id}"


def write_interaction(interaction: Interaction) -> dict[str, Any]:
    """Return the columns of an interaction but its request, which is sealed."""
    columns = (column.name for column in interactions.columns if column is not interactions.c.request)
    return {name: getattr(interaction, name) for name in columns} | {"ask": write_ask(interaction.ask)}


def read_interaction(row: Any, request: dict[str, Any]) -> Interaction:
    """Build the record from a row and its opened request."""
    read = {
        "request": request,
        "purpose": Purpose(row.purpose),
        "ask": read_ask(row.ask),
        "bar": Bar(row.bar) if row.bar else None,
    }
    return Interaction(**{**row._asdict(), **read})
