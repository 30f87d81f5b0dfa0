"""Connections that stay open between units of work: fetching one from SQLAlchemy's pool costs as much as a statement."""

from collections import deque
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Final, Generic, TypeVar

from sqlalchemy import Connection, Engine, event

from idp.storage.driver.rest import REST_SECONDS

KEPT: Final = 4
"""How many stay open of each kind, those that read and those that write."""

Made = TypeVar("Made")


class AtHand:
    """Lends an engine's connections, the one that was used last first.

    A unit that ran prepared statements alone leaves nothing behind, and its connection is kept. After anything else, and
    after an error, it goes back to the pool, which ends what is open. One that has rested is asked whether it lives.
    """

    def __init__(
        self, engine: Engine, refine: Callable[[Engine], Engine], rest_seconds: float = REST_SECONDS
    ) -> None:
        """Lend the connections of what `refine` makes of the engine; when the engine is disposed of they end too."""
        self._engine = refine(engine)
        self._rest_seconds = rest_seconds
        self._kept: deque[tuple[Connection, float]] = deque()
        event.listen(engine, "engine_disposed", self._let_go)

    def lend(self) -> "Loan[Connection]":
        """Lend a connection without a transaction for a block."""
        return Loan(self, itself)

    def lend_as(self, make: Callable[[Connection], Made]) -> "Loan[Made]":
        """Lend what is made of a connection without a transaction for a block."""
        return Loan(self, make)

    def take(self) -> Connection:
        """Return a connection that nobody else has now."""
        return self._find() or self._engine.connect()

    def take_back(self, connection: Connection) -> None:
        """Keep a connection that nothing is left behind on, while there is room."""
        if connection.in_transaction() or len(self._kept) >= KEPT:
            connection.close()
        else:
            self._kept.append((connection, monotonic()))

    def give_back(self) -> None:
        """Give all that are kept back to the pool."""
        while self._kept:
            self._kept.pop()[0].close()

    def _find(self) -> Connection | None:
        """Return a connection that is kept and lives; None when there is none."""
        while self._kept:
            try:
                connection, kept_at = self._kept.pop()
            except IndexError:  # another thread was quicker
                return None
            if monotonic() - kept_at <= self._rest_seconds or is_alive(connection):
                return connection
            hang_up(connection)
        return None

    def _let_go(self, _engine: Engine) -> None:
        """Hang up all that are kept when the engine's connections are ended."""
        while self._kept:
            hang_up(self._kept.pop()[0])


class Loan(Generic[Made]):
    """A connection, or what is made of it, for the length of one block."""

    __slots__ = ("_at_hand", "_connection", "_make")

    def __init__(self, at_hand: AtHand, make: Callable[[Connection], Made]) -> None:
        self._at_hand = at_hand
        self._make = make

    def __enter__(self) -> Made:
        self._connection = self._at_hand.take()
        return self._make(self._connection)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._at_hand.take_back(self._connection)
        else:
            self._connection.close()


def itself(connection: Connection) -> Connection:
    """Return the connection."""
    return connection


def is_alive(connection: Connection) -> bool:
    """Ask the server for a sign of life."""
    dialect = connection.dialect
    try:
        dialect.do_ping(connection.connection.dbapi_connection)  # type: ignore[arg-type]  # there is one while we hold it
    except dialect.loaded_dbapi.Error:
        return False
    return True


def hang_up(connection: Connection) -> None:
    """End the connection itself, which the pool does not get back."""
    connection.invalidate()
    connection.close()
