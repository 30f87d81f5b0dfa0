"""Every store, bound to one transaction. Each is made when first asked for."""

from functools import cached_property

from sqlalchemy import Connection

from idp.storage.sessions import SessionRows


class Stores:
    """The stores of one unit of work; each property satisfies the Protocol its user declares."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def sessions(self) -> SessionRows:
        return SessionRows(self._connection)
