"""Passkeys and security keys in the database, and the handles of their owners."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from idp.methods.webauthn.credential import Credential, NewCredential
from idp.storage.driver.prepared import Prepared
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

credentials = Table(
    "credentials",
    metadata,
    Column("key_id", String(32), primary_key=True),
    Column("person_id", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("folded_name", String(200), nullable=False),
    Column("credential_id", String(1400), nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("can_sync", Boolean, nullable=False),
    Column("is_synced", Boolean, nullable=False),
    Column("is_verifying", Boolean, nullable=False),
    Column("is_discoverable", Boolean),
    Column("transports", JSON, nullable=False),
    Column("aaguid", String(36), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    UniqueConstraint("person_id", "folded_name"),
)

credential_owners = Table(
    "credential_owners",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("handle", LargeBinary, nullable=False),
)
"""The handle by which authenticators know a person. It stays when the last key is removed: a new one must be known by it."""

LIST = Prepared(
    select(credentials)
    .where(credentials.c.person_id == bindparam("person"))
    .order_by(credentials.c.added_at, credentials.c.key_id)
)


class CredentialRows:
    """Implements `CredentialStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get_handle(self, person_id: str, new_handle: bytes) -> bytes:
        insert_once(self._connection, credential_owners, person_id=person_id, handle=new_handle)
        handle = self.find_handle(person_id)
        if handle is None:
            raise LookupError("a handle that was just stored is gone")
        return handle

    def find_handle(self, person_id: str) -> bytes | None:
        mine = credential_owners.c.person_id == person_id
        return self._connection.execute(select(credential_owners.c.handle).where(mine)).scalar()

    def add(self, credential: Credential) -> bool:
        made = credential.made
        return insert_once(
            self._connection,
            credentials,
            key_id=credential.key_id,
            person_id=credential.person_id,
            name=credential.name,
            folded_name=credential.name.casefold(),
            credential_id=write_id(made.credential_id),
            public_key=made.public_key,
            sign_count=made.sign_count,
            can_sync=made.can_sync,
            is_synced=made.is_synced,
            is_verifying=made.is_verifying,
            is_discoverable=made.is_discoverable,
            transports=list(made.transports),
            aaguid=made.aaguid,
            added_at=credential.added_at,
        )

    def find(self, person_id: str, key_id: str) -> Credential | None:
        return self._find(credentials.c.key_id == key_id, credentials.c.person_id == person_id)

    def find_by_credential_id(self, credential_id: bytes) -> Credential | None:
        return self._find(credentials.c.credential_id == write_id(credential_id))

    def list(self, person_id: str) -> tuple[Credential, ...]:
        return tuple(map(read_credential, LIST.all(self._connection, {"person": person_id})))

    def advance(self, key_id: str, sign_count: int, *, is_synced: bool, now: datetime) -> bool:
        held, never_counts = credentials.c.sign_count, literal(sign_count) == 0
        return self._update(
            credentials.c.key_id == key_id,
            or_(held < sign_count, and_(held == 0, never_counts)),
            sign_count=sign_count,
            is_synced=is_synced,
            last_used_at=now,
        )

    def rename(self, person_id: str, key_id: str, name: str) -> bool:
        mine = credentials.c.key_id == key_id, credentials.c.person_id == person_id
        try:
            with self._connection.begin_nested():
                return self._update(*mine, name=name, folded_name=name.casefold())
        except IntegrityError:
            return False

    def remove(self, person_id: str, key_id: str) -> bool:
        removed = self._connection.execute(
            delete(credentials).where(credentials.c.key_id == key_id, credentials.c.person_id == person_id)
        )
        return removed.rowcount == 1

    def _find(self, *conditions: Any) -> Credential | None:
        row = self._connection.execute(select(credentials).where(*conditions)).first()
        return None if row is None else read_credential(row)

    def _update(self, *conditions: Any, **values: Any) -> bool:
        return self._connection.execute(update(credentials).where(*conditions).values(**values)).rowcount == 1


def write_id(credential_id: bytes) -> str:
    """Return a credential id as text that both databases compare alike."""
    return urlsafe_b64encode(credential_id).decode()


def read_credential(row: Any) -> Credential:
    """Build the record from a row."""
    made = NewCredential(
        credential_id=urlsafe_b64decode(row.credential_id),
        public_key=row.public_key,
        sign_count=row.sign_count,
        can_sync=row.can_sync,
        is_synced=row.is_synced,
        is_verifying=row.is_verifying,
        is_discoverable=row.is_discoverable,
        transports=tuple(row.transports),
        aaguid=row.aaguid,
    )
    return Credential(row.key_id, row.person_id, row.name, made, row.added_at, row.last_used_at)
