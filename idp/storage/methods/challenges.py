"""Challenges of passkeys and security keys in the database."""

from datetime import datetime

from sqlalchemy import Column, Connection, LargeBinary, String, Table, insert, update

from idp.methods.webauthn.challenge import Bond, Challenge
from idp.storage.metadata import Moment, metadata

challenges = Table(
    "challenges",
    metadata,
    Column("challenge_id", String(32), primary_key=True),
    Column("purpose", String(8), nullable=False),
    Column("browser_hash", String(64), nullable=False),
    Column("place", String(32), nullable=False),
    Column("person_id", String(64)),
    Column("challenge", LargeBinary, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("used_at", Moment),
)


class ChallengeRows:
    """Implements `ChallengeStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, challenge: Challenge) -> None:
        bond = challenge.bond
        self._connection.execute(
            insert(challenges).values(
                challenge_id=challenge.challenge_id,
                purpose=bond.purpose.value,
                browser_hash=bond.browser_hash,
                place=bond.place,
                person_id=bond.person_id,
                challenge=challenge.challenge,
                expires_at=challenge.expires_at,
            )
        )

    def consume(self, challenge_id: str, bond: Bond, now: datetime) -> bytes | None:
        return self._connection.execute(
            update(challenges)
            .where(
                challenges.c.challenge_id == challenge_id,
                challenges.c.purpose == bond.purpose.value,
                challenges.c.browser_hash == bond.browser_hash,
                challenges.c.place == bond.place,
                challenges.c.person_id.is_not_distinct_from(bond.person_id),
                challenges.c.used_at.is_(None),
                challenges.c.expires_at > now,
            )
            .values(used_at=now)
            .returning(challenges.c.challenge)
        ).scalar()
