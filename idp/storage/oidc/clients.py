"""Registered clients in the database."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import msgspec
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    type_coerce,
    update,
)

from idp.oidc.clients.client import Client
from idp.storage.driver.prepared import Prepared
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

clients = Table(
    "clients",
    metadata,
    Column("client_id", String(64), primary_key=True),
    Column("service", String(64)),
    Column("is_paused", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("record", JSON, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
)

client_owners = Table(
    "client_owners",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("client_id", String(64), primary_key=True),
)
"""Who owns what, beside the records that say it, so that a person's applications are found by index."""

client_changes = Table(
    "client_changes",
    metadata,
    Column("registry", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)
"""One row: how many changes there have been, so that a copy in memory knows when it is old."""

RECORD_TEXT: Final = type_coerce(clients.c.record, Text)
"""A client's record as the text it is kept as."""
MOST_KEPT: Final = 1024

REGISTRY = 1
VERSION = Prepared(select(client_changes.c.version))


class ClientRows:
    """Implements `ClientStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        row = VERSION.first(self._connection)
        return 0 if row is None else int(row.version)

    def find(self, client_id: str) -> Client | None:
        record = self._connection.execute(
            select(clients.c.record).where(clients.c.client_id == client_id)
        ).scalar()
        return None if record is None else read_client(record)

    def list(self) -> tuple[Client, ...]:
        records = self._connection.execute(
            select(clients.c.record).order_by(clients.c.created_at, clients.c.client_id)
        )
        return tuple(read_client(record) for record in records.scalars())

    def add(self, client: Client) -> bool:
        is_new = insert_once(self._connection, clients, client_id=client.client_id, **write_client(client))
        if is_new:
            self._write_owners(client)
            self._count_change()
        return is_new

    def replace(self, client: Client) -> bool:
        seen = clients.c.client_id == client.client_id, clients.c.revision == client.revision
        values = write_client(replace(client, revision=client.revision + 1))
        replaced = self._connection.execute(update(clients).where(*seen).values(**values))
        if replaced.rowcount == 1:
            self._write_owners(client)
        self._count_change()
        return replaced.rowcount == 1

    def remove(self, client_id: str) -> bool:
        removed = self._connection.execute(delete(clients).where(clients.c.client_id == client_id))
        self._connection.execute(delete(client_owners).where(client_owners.c.client_id == client_id))
        self._count_change()
        return removed.rowcount == 1

    def has_owner(self, person_id: str) -> bool:
        owned = select(client_owners.c.client_id).where(client_owners.c.person_id == person_id)
        return self._connection.execute(owned.limit(1)).first() is not None

    def _write_owners(self, client: Client) -> None:
        self._connection.execute(delete(client_owners).where(client_owners.c.client_id == client.client_id))
        if client.owners:
            rows = [{"person_id": owner, "client_id": client.client_id} for owner in client.owners]
            self._connection.execute(insert(client_owners), rows)

    def _count_change(self) -> None:
        insert_once(self._connection, client_changes, registry=REGISTRY, version=0)
        self._connection.execute(update(client_changes).values(version=client_changes.c.version + 1))


def write_client(client: Client) -> dict[str, Any]:
    """Return the columns of a client but its id; the whole record is kept as JSON."""
    return {
        "service": client.service,
        "is_paused": client.is_paused,
        "created_at": client.created_at,
        "record": msgspec.to_builtins(client),
        "revision": client.revision,
    }


def read_client(record: Any) -> Client:
    """Build the client from its JSON."""
    return msgspec.convert(record, Client)


@lru_cache(maxsize=MOST_KEPT)
def read_client_text(text: str) -> Client:
    """Build the client from the text of its JSON; the same few are read all day, and one that changed is another text."""
    return msgspec.json.decode(text, type=Client)
