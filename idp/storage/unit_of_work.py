"""One unit of work is one transaction: it commits when the block ends and rolls back when it raises.

What only reads is given no transaction, and stopped when it would write.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from idp.storage.reading import build_reader
from idp.storage.store_keys import StoreKeys
from idp.storage.stores import Stores


class Database:
    """Gives out units of work over one engine.

    Units are never nested: on SQLite the inner one would wait for the outer one's lock. What must survive a
    refusal (a failed attempt, a replay's revocation, the audit row of either) has a unit of its own, committed
    before the refusal is raised.
    """

    def __init__(self, engine: Engine, keys: StoreKeys) -> None:
        self.engine = engine
        self._reader = build_reader(engine)
        self._keys = keys

    @property
    def audit_key(self) -> bytes:
        """The key that binds the rows of the trail to each other."""
        return self._keys.audit

    @contextmanager
    def begin(self) -> Iterator[Stores]:
        """Open a transaction and yield the stores bound to it; the audit rows are written last, just before commit."""
        with self.engine.begin() as connection:
            stores = Stores(connection, self._keys)
            yield stores
            stores.audit.write()

    @contextmanager
    def read(self) -> Iterator[Stores]:
        """Yield the stores for reading alone: each statement sees what is committed when it runs."""
        with self._reader.connect() as connection:
            yield Stores(connection, self._keys)
