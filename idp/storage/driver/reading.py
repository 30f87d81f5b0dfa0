"""Statements that only read, without a transaction around them."""

from typing import Any, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultExecutionContext

READING: Final = "idp_reading"
"""The execution option that such connections carry."""


def build_reader(engine: Engine) -> Engine:
    """Return the engine for units that only read, over the same pool: each statement is a transaction of its own.

    BEGIN and COMMIT would give READ COMMITTED nothing but two more round trips; on SQLite a reader waits for no
    writer. A statement that would write is a bug, and raises RuntimeError.
    """
    reader = engine.execution_options(**{READING: True})
    event.listen(reader, "before_cursor_execute", refuse_writes)
    return reader


def refuse_writes(
    _connection: Connection,
    _cursor: Any,
    _sql: str,
    _values: Any,
    context: DefaultExecutionContext | None,
    _many: bool,
) -> None:
    """Stop a write where nothing would roll it back."""
    if context is not None and (context.isinsert or context.isupdate or context.isdelete):
        raise RuntimeError("a unit of work that only reads must not write")
