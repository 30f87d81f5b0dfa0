"""What people agreed to, in the database."""

from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, String, Table, delete, insert, select

from idp.oidc.authorization.consent import Consent, Release
from idp.storage.metadata import Moment, metadata
from idp.storage.one_at_a_time import wait_for

consents = Table(
    "consents",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("release", JSON, nullable=False),
    Column("given_at", Moment, nullable=False),
    Index("ix_consents_client_id", "client_id"),
)


class ConsentRows:
    """Implements `ConsentStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, person_id: str, client_id: str) -> Consent | None:
        row = self._connection.execute(select(consents).where(*is_of(person_id, client_id))).first()
        return None if row is None else read_consent(row)

    def list(self, person_id: str) -> tuple[Consent, ...]:
        rows = self._connection.execute(select(consents).where(consents.c.person_id == person_id))
        return tuple(map(read_consent, rows))

    def add(self, consent: Consent) -> None:
        # Of two browsers in which somebody agrees at once, neither takes away what was agreed to in the other.
        wait_for(self._connection, f"consent:{consent.person_id}:{consent.client_id}")
        known = self.find(consent.person_id, consent.client_id)
        release = consent.release if known is None else known.release.join(consent.release)
        self.remove(consent.person_id, consent.client_id)
        self._connection.execute(
            insert(consents).values(
                person_id=consent.person_id,
                client_id=consent.client_id,
                release=[sorted(release.scopes), sorted(release.claims)],
                given_at=consent.given_at,
            )
        )

    def remove(self, person_id: str, client_id: str) -> bool:
        removed = self._connection.execute(delete(consents).where(*is_of(person_id, client_id)))
        return removed.rowcount == 1

    def remove_client(self, client_id: str) -> int:
        return self._connection.execute(delete(consents).where(consents.c.client_id == client_id)).rowcount


def is_of(person_id: str, client_id: str) -> tuple[Any, ...]:
    """Return the conditions for one person's consent with one client."""
    return consents.c.person_id == person_id, consents.c.client_id == client_id


def read_consent(row: Any) -> Consent:
    """Build the consent from its row."""
    scopes, claims = row.release
    return Consent(row.person_id, row.client_id, Release(frozenset(scopes), frozenset(claims)), row.given_at)
