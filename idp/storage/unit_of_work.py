"""One unit of work is one transaction: it commits when the block ends and rolls back when it raises.

What only reads is given no transaction, and stopped when it would write.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine

from idp.audit.events import Event
from idp.chance import SystemChance
from idp.sealing import Sealer
from idp.storage.driver.at_hand import AtHand
from idp.storage.driver.reading import READING, build_reader
from idp.storage.driver.rows import Values
from idp.storage.driver.transaction import build_writer, open_transaction
from idp.storage.oidc.exchange import Exchange
from idp.storage.store_keys import StoreKeys
from idp.storage.stores import Stores
from idp.storage.trail.binding import AT_ONCE, bind_some, is_any_waiting
from idp.storage.trail.journal import Writer, Writers


def go_on() -> None:
    """Leave nobody a moment."""


class Database:
    """Gives out units of work over one engine.

    Units are never nested: on SQLite the inner one would wait for the outer one's lock. What must survive a
    refusal (a failed attempt, a replay's revocation, the audit row of either) has a unit of its own, committed
    before the refusal is raised.
    """

    def __init__(self, engine: Engine, keys: StoreKeys) -> None:
        self.engine = engine
        self.has_recorded = threading.Event()
        """Set when something was recorded that is not yet bound."""
        self._reader = AtHand(engine, build_reader)
        self._writer = AtHand(engine, build_writer)
        self._keys = keys
        self._writers = Writers(SystemChance())

    @property
    def audit_key(self) -> bytes:
        """The key that binds the rows of the trail to each other."""
        return self._keys.audit

    @property
    def sealer(self) -> Sealer:
        """What seals and opens what lies sealed in the database."""
        return self._keys.sealer

    @contextmanager
    def begin(self) -> Iterator[Stores]:
        """Open a transaction and yield the stores bound to it; what was recorded is written last, just before commit."""
        writer: Writer | None = None
        with self._writer.lend() as connection, open_transaction(connection):
            stores = self._open(connection)
            yield stores
            if recorded := stores.audit.recorded:
                writer = self._writers.take(connection)
                writer.write(connection, recorded, self._keys.audit)
        if writer is not None:
            self._writers.give_back(writer)
            self._tell()

    def exchange(self, exchange: Exchange, values: Values, rows: Sequence[Values], event: Event) -> bool:
        """Do what is a whole unit by itself, the event's entry with it; return False when nothing was written."""
        with self.at_once() as connection:
            writer = self._writers.take(connection)
            is_written = exchange.run(connection, values, rows, writer.build(event, self._keys.audit))
        if is_written:
            writer.written += 1
            self._tell()
        self._writers.give_back(writer)
        return is_written

    def at_once(self) -> AbstractContextManager[Connection]:
        """Lend a connection on which each statement is a unit of its own, committed when all its rows were read."""
        return self._writer.lend()

    def read(self) -> AbstractContextManager[Stores]:
        """Lend the stores for reading alone: each statement sees what is committed when it runs."""
        return self._reader.lend_as(self._open)

    def bind(self, let_in: Callable[[], object] = go_on) -> None:
        """Bind all that waits into the audit trail's chain, in units of its own. Costs a read when nothing does.

        `let_in` is called between two units: on SQLite, whoever writes waits for a moment without a lock.
        """
        with self._reader.lend() as connection:
            is_waiting = is_any_waiting(connection)
        while is_waiting:
            with self.engine.begin() as connection:
                is_waiting = bind_some(connection, self._keys.audit) == AT_ONCE
            if is_waiting:
                let_in()

    def give_back(self) -> None:
        """Give the connections that are kept between units back to the engine's pool."""
        self._reader.give_back()
        self._writer.give_back()

    def _tell(self) -> None:
        """Say that something was recorded; mostly that has been said."""
        if not self.has_recorded.is_set():
            self.has_recorded.set()

    def _open(self, connection: Connection) -> Stores:
        """Return the stores over a connection."""
        return Stores(connection, self._keys, self._bind_before_reading)

    def _bind_before_reading(self, connection: Connection) -> None:
        """Bind all that waits before a unit reads the trail.

        On PostgreSQL never in the unit itself: it may hold rows that whoever waits for the chain's head holds none of.
        On SQLite a unit that writes holds the only lock there is.
        """
        if not is_any_waiting(connection):
            return
        if connection.dialect.name != "sqlite" or connection.get_execution_options().get(READING):
            self.bind()
            return
        while bind_some(connection, self._keys.audit) == AT_ONCE:
            pass
