"""Connections that stay open between units of work: fetching one from SQLAlchemy's pool costs as much as a statement."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from sqlalchemy import Connection, Engine, event

from idp.storage.rest import REST_SECONDS

KEPT: Final = 4
"""How many stay open of each kind, those that read and those that write."""


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

    @contextmanager
    def lend(self) -> Iterator[Connection]:
        """Lend a connection without a transaction for the block."""
        connection = self._find() or self._engine.connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
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
