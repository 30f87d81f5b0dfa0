"""PostgreSQL as SQLAlchemy speaks to it here: transactions end on the connection's line."""

from typing import Any, Final

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from idp.storage.driver.line import end_transaction

DRIVER_NAME: Final = "postgresql+lined"


class LinedDialect(PGDialect_psycopg):
    """Ends what is open, and asks nothing of the server when nothing is."""

    supports_statement_cache = True

    def do_commit(self, dbapi_connection: Any) -> None:
        end_transaction(dbapi_connection.pgconn, b"COMMIT")

    def do_rollback(self, dbapi_connection: Any) -> None:
        end_transaction(dbapi_connection.pgconn, b"ROLLBACK")


registry.register("postgresql.lined", __name__, LinedDialect.__name__)
