"""One-time codes in the database."""

from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, case, insert, literal, select, update

from idp.methods.code import Channel, OneTimeCode, Tried
from idp.storage.metadata import Moment, metadata

codes = Table(
    "codes",
    metadata,
    Column("code_id", String(32), primary_key=True),
    Column("interaction_id", String(64), nullable=False, index=True),
    Column("person_id", String(64), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("masked", String(256), nullable=False),
    Column("number_id", String(32)),
    Column("code_hash", String(64), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("attempts_left", Integer, nullable=False),
    Column("used_at", Moment),
)


class CodeRows:
    """Implements `CodeStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, code: OneTimeCode) -> None:
        self._connection.execute(
            insert(codes).values(
                code_id=code.code_id,
                interaction_id=code.interaction_id,
                person_id=code.person_id,
                channel=code.channel.value,
                masked=code.masked,
                number_id=code.number_id,
                code_hash=code.code_hash,
                sent_at=code.sent_at,
                expires_at=code.expires_at,
                attempts_left=code.attempts_left,
            )
        )

    def void(self, interaction_id: str, now: datetime) -> None:
        self._connection.execute(
            update(codes)
            .where(
                codes.c.interaction_id == interaction_id, codes.c.used_at.is_(None), codes.c.expires_at > now
            )
            .values(expires_at=now)
        )

    def find_latest(self, interaction_id: str) -> OneTimeCode | None:
        row = self._connection.execute(
            select(codes)
            .where(codes.c.interaction_id == interaction_id)
            .order_by(codes.c.sent_at.desc())
            .limit(1)
        ).first()
        if row is None:
            return None
        return OneTimeCode(
            code_id=row.code_id,
            interaction_id=row.interaction_id,
            person_id=row.person_id,
            channel=Channel(row.channel),
            masked=row.masked,
            number_id=row.number_id,
            code_hash=row.code_hash,
            sent_at=row.sent_at,
            expires_at=row.expires_at,
            attempts_left=row.attempts_left,
            used_at=row.used_at,
        )

    def try_code(self, code_id: str, code_hash: str, now: datetime) -> Tried | None:
        is_right = codes.c.code_hash == code_hash
        row = self._connection.execute(
            update(codes)
            .where(
                codes.c.code_id == code_id,
                codes.c.used_at.is_(None),
                codes.c.attempts_left > 0,
                codes.c.expires_at > now,
            )
            .values(
                attempts_left=codes.c.attempts_left - 1,
                used_at=case((is_right, literal(now, Moment)), else_=None),
            )
            .returning(codes.c.used_at, codes.c.attempts_left)
        ).first()
        return None if row is None else Tried(row.used_at is not None, row.attempts_left)
