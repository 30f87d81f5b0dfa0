"""Which of our ids belongs to which entry of a directory."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Index, String, Table, UniqueConstraint, select, update

from idp.people.ldap.links import Link
from idp.storage.batches import batches
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

ldap_links = Table(
    "ldap_links",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("realm", String(32), nullable=False),
    Column("key", String(128), nullable=False),
    Column("expires_at", Moment, nullable=False),
    UniqueConstraint("realm", "key"),
    Index("ix_ldap_links_expires_at", "expires_at"),
)

FIELDS = (ldap_links.c.person_id, ldap_links.c.realm, ldap_links.c.key)


class LdapLinkRows:
    """Implements `LinkStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, person_id: str) -> Link | None:
        row = self._connection.execute(select(*FIELDS).where(ldap_links.c.person_id == person_id)).first()
        return None if row is None else Link(*row)

    def find_many(self, person_ids: Sequence[str], realm: str) -> tuple[Link, ...]:
        wanted = select(*FIELDS).where(ldap_links.c.realm == realm)
        rows = (
            row
            for some in batches(person_ids)
            for row in self._connection.execute(wanted.where(ldap_links.c.person_id.in_(some)))
        )
        return tuple(Link(*row) for row in rows)

    def find_by_key(self, realm: str, key: str) -> Link | None:
        row = self._connection.execute(
            select(*FIELDS).where(ldap_links.c.realm == realm, ldap_links.c.key == key)
        ).first()
        return None if row is None else Link(*row)

    def keep(self, link: Link, expires_at: datetime) -> str:
        insert_once(
            self._connection,
            ldap_links,
            person_id=link.person_id,
            realm=link.realm,
            key=link.key,
            expires_at=expires_at,
        )
        person_id: str = self._connection.execute(
            update(ldap_links)
            .where(ldap_links.c.realm == link.realm, ldap_links.c.key == link.key)
            .values(expires_at=expires_at)
            .returning(ldap_links.c.person_id)
        ).scalar_one()
        return person_id
