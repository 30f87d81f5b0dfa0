"""Rows are added for something that is consumed, or must be there: one statement on PostgreSQL, a transaction on SQLite.

One conditional UPDATE consumes. Where it changes no row, or where what must be there is not, no row is added.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    CTE,
    Column,
    Connection,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    literal_column,
    select,
)

from idp.storage.driver.prepared import Prepared, PreparedInsert
from idp.storage.driver.rows import Values
from idp.storage.driver.transaction import open_transaction
from idp.storage.trail.journal import ADD, JOURNALLED, audit_journal

Basis = Update | Select[Any]

NO_BASIS: Final = select(literal_column("1").label("one")).cte("basis")
"""Stands where anybody may have the rows: one row."""


class Exchange:
    """Adds rows of one table and an entry of the journal, when the `basis` changes or finds a row, or always without."""

    def __init__(self, basis: Basis | None, table: Table, but: tuple[str, ...] = ()) -> None:
        returning = basis.returning(*basis.table.primary_key) if isinstance(basis, Update) else basis
        self._find_basis = None if returning is None else Prepared(returning)
        self._basis = NO_BASIS if returning is None else returning.cte("basis")
        self._columns = [column for column in table.c if column.name not in but]
        self._table = table
        self._add = PreparedInsert(table, but)
        self._whole: dict[int, Prepared] = {}

    def run(self, connection: Connection, values: Values, rows: Sequence[Values], entry: Values) -> bool:
        """Do all of it, committed, on a connection without a transaction; return False when nothing was done."""
        if connection.dialect.name == "sqlite":
            with open_transaction(connection):
                return self._run_in_turn(connection, values, rows, entry)
        return self._run_whole(connection, values, rows, entry)

    def _run_in_turn(
        self, connection: Connection, values: Values, rows: Sequence[Values], entry: Values
    ) -> bool:
        if self._find_basis is not None and not self._find_basis.all(connection, values):
            return False
        self._add.add(connection, rows)
        ADD.add(connection, [entry])
        return True

    def _run_whole(
        self, connection: Connection, values: Values, rows: Sequence[Values], entry: Values
    ) -> bool:
        bound = {**values, **{f"{name}_entry": value for name, value in entry.items()}}
        for place, row in enumerate(rows):
            bound |= {f"{name}_{place}": value for name, value in row.items()}
        statement = self._whole.get(len(rows))
        if statement is None:
            statement = self._whole[len(rows)] = Prepared(self._build(len(rows)))
        return statement.count(connection, bound) == 1

    def _build(self, count: int) -> Insert:
        """Return the statement that adds so many rows; the entry is what it counts."""
        added = [
            build_adding(self._table, self._columns, str(place), self._basis).cte(f"added_{place}")
            for place in range(count)
        ]
        return build_adding(audit_journal, JOURNALLED, "entry", self._basis).add_cte(*added)


def build_adding(table: Table, columns: Sequence[Column[Any]], place: str, basis: CTE) -> Insert:
    """Return the statement that adds a row for each of the basis; values are bound by column and place, as in `kind_0`."""
    values = [bindparam(f"{column.name}_{place}", type_=column.type) for column in columns]
    return insert(table).from_select([column.name for column in columns], select(*values).select_from(basis))
