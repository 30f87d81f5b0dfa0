"""The console's sign-ins that wait, its sessions and its starting keys in the database."""

from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, delete, insert, select, update

from idp.admin.console.console_session import ConsoleSession
from idp.admin.console.pending import Pending
from idp.admin.console.starting_key import StartingKey
from idp.storage.metadata import Moment, metadata

console_pending = Table(
    "console_pending",
    metadata,
    Column("state_hash", String(64), primary_key=True),
    Column("browser_hash", String(64), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("back", String(2048), nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

console_sessions = Table(
    "console_sessions",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("sid", String(64), nullable=False),
    Column("person_id", String(64), nullable=False),
    Column("acr", String(512), nullable=False),
    Column("auth_time", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

starting_keys = Table(
    "starting_keys",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("made_by", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("used_by", String(64)),
)


class PendingRows:
    """Implements `PendingStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, pending: Pending) -> None:
        self._connection.execute(
            insert(console_pending).values(
                state_hash=pending.state_hash,
                browser_hash=pending.browser_hash,
                nonce=pending.nonce,
                verifier=pending.verifier,
                back=pending.back,
                expires_at=pending.expires_at,
            )
        )

    def consume(self, state_hash: str, browser_hash: str, now: datetime) -> Pending | None:
        columns = console_pending.c
        row = self._connection.execute(
            delete(console_pending)
            .where(
                columns.state_hash == state_hash,
                columns.browser_hash == browser_hash,
                columns.expires_at > now,
            )
            .returning(*columns)
        ).first()
        return None if row is None else Pending(**row._asdict())


class ConsoleSessionRows:
    """Implements `ConsoleSessionStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: ConsoleSession) -> None:
        self._connection.execute(
            insert(console_sessions).values(
                secret_hash=session.secret_hash,
                sid=session.sid,
                person_id=session.person_id,
                acr=session.acr,
                auth_time=session.auth_time,
                expires_at=session.expires_at,
            )
        )

    def find(self, secret_hash: str, now: datetime) -> ConsoleSession | None:
        columns = console_sessions.c
        row = self._connection.execute(
            select(*columns).where(columns.secret_hash == secret_hash, columns.expires_at > now)
        ).first()
        return None if row is None else ConsoleSession(**row._asdict())

    def end(self, secret_hash: str) -> bool:
        gone = self._connection.execute(
            delete(console_sessions).where(console_sessions.c.secret_hash == secret_hash)
        )
        return gone.rowcount == 1


class StartingKeyRows:
    """Implements `StartingKeyStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, key: StartingKey) -> None:
        self._connection.execute(delete(starting_keys).where(starting_keys.c.used_by.is_(None)))
        self._connection.execute(
            insert(starting_keys).values(
                secret_hash=key.secret_hash,
                made_by=key.made_by,
                made_at=key.made_at,
                expires_at=key.expires_at,
            )
        )

    def consume(self, secret_hash: str, person_id: str, now: datetime) -> bool:
        columns = starting_keys.c
        used = self._connection.execute(
            update(starting_keys)
            .where(columns.secret_hash == secret_hash, columns.used_by.is_(None), columns.expires_at > now)
            .values(used_by=person_id)
        )
        return used.rowcount == 1
