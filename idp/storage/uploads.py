"""Files that were sent to be looked at, sealed, until they are taken in or their hour is over."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Connection, LargeBinary, String, Table, delete, insert, select

from idp.admin.people_import.store import Upload
from idp.sealing import Sealer
from idp.storage.metadata import Moment, metadata

uploads = Table(
    "uploads",
    metadata,
    Column("upload_id", String(64), primary_key=True),
    Column("actor_id", String(256), nullable=False),
    Column("sealed_data", LargeBinary, nullable=False),
    Column("realm", String(32)),
    Column("disables_missing", Boolean, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)


class UploadRows:
    """Implements `UploadStore`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, upload: Upload) -> None:
        self._connection.execute(
            insert(uploads).values(
                upload_id=upload.upload_id,
                actor_id=upload.actor_id,
                sealed_data=self._sealer.seal(upload.data, name_seal(upload.upload_id)),
                realm=upload.realm,
                disables_missing=upload.disables_missing,
                expires_at=upload.expires_at,
            )
        )

    def find(self, upload_id: str, now: datetime) -> Upload | None:
        row = self._connection.execute(
            select(uploads).where(uploads.c.upload_id == upload_id, uploads.c.expires_at > now)
        ).first()
        if row is None:
            return None
        data = self._sealer.unseal(row.sealed_data, name_seal(upload_id))
        return Upload(upload_id, row.actor_id, data, row.realm, row.disables_missing, row.expires_at)

    def consume(self, upload_id: str) -> bool:
        return self._connection.execute(delete(uploads).where(uploads.c.upload_id == upload_id)).rowcount == 1


def name_seal(upload_id: str) -> str:
    """Return the purpose that binds the file to its row."""
    return f"upload:{upload_id}"
