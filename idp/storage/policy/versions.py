"""Published policies in the database."""

from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Integer, String, Table, Text, func, inspect, select

from idp.policy.drafts.in_force import find_version
from idp.policy.drafts.version import Origin, Version
from idp.storage.driver.prepared import Prepared
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("publisher_id", String(64), nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("approver_id", String(64)),
    Column("source", String(64)),
)

LARGEST: Final = 2**31 - 1
"""PostgreSQL takes no larger number for the column."""

NEWEST = Prepared(select(func.max(policy_versions.c.number).label("number")))


class PolicyVersionRows:
    """Implements `VersionStore`. Rows are added and never changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_newest_number(self) -> int:
        row = NEWEST.first(self._connection)
        return 0 if row is None or row.number is None else int(row.number)

    def find(self, number: int) -> Version | None:
        if number > LARGEST:
            return None
        row = self._connection.execute(
            select(policy_versions).where(policy_versions.c.number == number)
        ).first()
        return None if row is None else read_version(row)

    def list_latest(self, limit: int) -> tuple[Version, ...]:
        rows = self._connection.execute(
            select(policy_versions).order_by(policy_versions.c.number.desc()).limit(limit)
        )
        return tuple(map(read_version, rows))

    def publish(self, version: Version) -> bool:
        return insert_once(
            self._connection, policy_versions, **asdict(version) | {"origin": version.origin.value}
        )


def load_published(engine: Engine) -> Version | None:
    """Read the version in force without the rest of the tables; None when there is none, or no table for it yet."""
    if not inspect(engine).has_table(policy_versions.name):
        return None
    with engine.connect() as connection:
        return find_version(PolicyVersionRows(connection))


def read_version(row: Any) -> Version:
    """Build the record from a row."""
    return Version(
        number=row.number,
        text=row.text,
        origin=Origin(row.origin),
        reason=row.reason,
        author_id=row.author_id,
        publisher_id=row.publisher_id,
        published_at=row.published_at,
        approver_id=row.approver_id,
        source=row.source,
    )
