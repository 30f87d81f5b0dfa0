"""Hardware tokens in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from idp.methods.tokens.token import IN_THE_CUPBOARD, Algorithm, Kind, Make, State, Token
from idp.storage.batches import batches
from idp.storage.driver.prepared import Prepared
from idp.storage.metadata import Moment, metadata

hardware_tokens = Table(
    "hardware_tokens",
    metadata,
    Column("token_id", String(32), primary_key=True),
    Column("serial", String(40), nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    Column("algorithm", String(8), nullable=False),
    Column("digits", Integer, nullable=False),
    Column("period_seconds", Integer, nullable=False),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("counter", BigInteger, nullable=False),
    Column("drift", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("person_id", String(64), index=True),
    Column("handed_out_at", Moment),
    Column("last_used_at", Moment),
)

HELD = (
    hardware_tokens.c.person_id == bindparam("person"),
    hardware_tokens.c.state == State.HANDED_OUT.value,
)
"""The tokens that a person has been handed."""

LIST_HELD = Prepared(
    select(hardware_tokens).where(*HELD).order_by(hardware_tokens.c.handed_out_at, hardware_tokens.c.serial)
)


class TokenRows:
    """Implements `TokenStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, tokens: Sequence[Token]) -> frozenset[str]:
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        added = insert(hardware_tokens).on_conflict_do_nothing().returning(hardware_tokens.c.serial)
        rows = list(map(write_token, tokens))
        return frozenset(self._connection.execute(added, rows).scalars()) if rows else frozenset()

    def find_known(self, serials: Sequence[str]) -> frozenset[str]:
        known = select(hardware_tokens.c.serial)
        return frozenset(
            serial
            for some in batches(serials)
            for serial in self._connection.execute(known.where(hardware_tokens.c.serial.in_(some))).scalars()
        )

    def find(self, serial: str) -> Token | None:
        return self._find(hardware_tokens.c.serial == serial)

    def find_by_id(self, token_id: str) -> Token | None:
        return self._find(hardware_tokens.c.token_id == token_id)

    def list(self, state: State | None = None) -> tuple[Token, ...]:
        every = select(hardware_tokens).order_by(hardware_tokens.c.serial)
        chosen = every if state is None else every.where(hardware_tokens.c.state == state.value)
        return tuple(map(read_token, self._connection.execute(chosen)))

    def list_after(self, state: State | None, after: str, limit: int) -> tuple[Token, ...]:
        held = hardware_tokens.c
        some = select(hardware_tokens).where(held.serial > after).order_by(held.serial).limit(limit)
        chosen = some if state is None else some.where(held.state == state.value)
        return tuple(map(read_token, self._connection.execute(chosen)))

    def list_held(self, person_id: str) -> tuple[Token, ...]:
        return tuple(map(read_token, LIST_HELD.all(self._connection, {"person": person_id})))

    def hand_out(self, token_id: str, person_id: str, now: datetime) -> bool:
        return self._update(
            hardware_tokens.c.token_id == token_id,
            hardware_tokens.c.state.in_([state.value for state in IN_THE_CUPBOARD]),
            state=State.HANDED_OUT.value,
            person_id=person_id,
            handed_out_at=now,
            last_used_at=None,
        )

    def put(self, token_id: str, person_id: str | None, state: State) -> bool:
        return self._update(
            hardware_tokens.c.token_id == token_id,
            is_with(person_id),
            hardware_tokens.c.state != state.value,
            state=state.value,
            person_id=None,
            handed_out_at=None,
            last_used_at=None,
        )

    def advance(self, token_id: str, person_id: str | None, used: int, drift: int, now: datetime) -> bool:
        return self._update(
            hardware_tokens.c.token_id == token_id,
            is_with(person_id),
            hardware_tokens.c.counter <= used,
            counter=used + 1,
            drift=drift,
            last_used_at=now if person_id else None,
        )

    def _find(self, condition: ColumnElement[bool]) -> Token | None:
        row = self._connection.execute(select(hardware_tokens).where(condition)).first()
        return None if row is None else read_token(row)

    def _update(self, *conditions: Any, **values: Any) -> bool:
        return (
            self._connection.execute(update(hardware_tokens).where(*conditions).values(**values)).rowcount
            == 1
        )


def is_with(person_id: str | None) -> ColumnElement[bool]:
    """Return the condition that the token is handed out to this person; None: to nobody."""
    return (
        hardware_tokens.c.person_id.is_(None)
        if person_id is None
        else hardware_tokens.c.person_id == person_id
    )


def write_token(token: Token) -> dict[str, Any]:
    """Return the columns of a token."""
    return {
        "token_id": token.token_id,
        "serial": token.serial,
        "kind": token.make.kind.value,
        "algorithm": token.make.algorithm.value,
        "digits": token.make.digits,
        "period_seconds": token.make.period_seconds,
        "sealed_secret": token.sealed_secret,
        "added_at": token.added_at,
        "counter": token.counter,
        "drift": token.drift,
        "state": token.state.value,
        "person_id": token.person_id,
        "handed_out_at": token.handed_out_at,
        "last_used_at": token.last_used_at,
    }


def read_token(row: Any) -> Token:
    """Build the record from a row."""
    make = Make(Kind(row.kind), Algorithm(row.algorithm), row.digits, row.period_seconds)
    return Token(
        token_id=row.token_id,
        serial=row.serial,
        make=make,
        sealed_secret=row.sealed_secret,
        added_at=row.added_at,
        counter=row.counter,
        drift=row.drift,
        state=State(row.state),
        person_id=row.person_id,
        handed_out_at=row.handed_out_at,
        last_used_at=row.last_used_at,
    )
