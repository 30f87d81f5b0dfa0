"""One connection to PostgreSQL, spoken to by the client library itself: a fifth of what the driver's cursors cost."""

from typing import Any, Final

from psycopg import OperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

LINE: Final = "idp_line"
"""Where a connection's `info` holds its line."""

DONE: Final = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


class Line:
    """Runs statements that the server prepared once for this connection. A call blocks its own thread alone."""

    def __init__(self, pgconn: PGconn) -> None:
        self._pgconn = pgconn
        self._prepared: set[bytes] = set()

    def run(self, name: bytes, sql: bytes, values: list[bytes | None]) -> PGresult:
        """Run the statement of this name. Raises the driver's error."""
        if name not in self._prepared:
            check(self._pgconn, self._pgconn.prepare(name, sql))
            self._prepared.add(name)
        return check(self._pgconn, self._pgconn.exec_prepared(name, values))  # type: ignore[arg-type]  # None is NULL

    def send(self, sql: bytes) -> None:
        """Run a statement without parameters. Raises the driver's error."""
        check(self._pgconn, self._pgconn.exec_(sql))


def end_transaction(pgconn: PGconn, how: bytes) -> None:
    """End the transaction that is open, if one is. Raises the driver's error."""
    if pgconn.transaction_status != TransactionStatus.IDLE:
        check(pgconn, pgconn.exec_(how))


def check(pgconn: PGconn, result: PGresult) -> PGresult:
    """Return the result of what was done. Raises the driver's error for what was not."""
    if result.status in DONE:
        return result
    error = error_from_result(result)
    if pgconn.status == ConnStatus.BAD and not isinstance(error, OperationalError):
        raise OperationalError(str(error))  # a line that broke, whatever the library calls it
    raise error


def watch_lines(engine: Engine) -> None:
    """Give each new connection its line."""

    def add(connection: Any, entry: ConnectionPoolEntry) -> None:
        entry.info[LINE] = Line(connection.pgconn)

    event.listen(engine, "connect", add)
