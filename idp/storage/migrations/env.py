"""Alembic runs this file: it migrates over the connection it is given, inside that connection's transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import idp.storage.stores  # noqa: F401 - registers every table
from idp.storage.delivery.price import Price
from idp.storage.metadata import Moment, metadata


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write a moment or a price into a migration as the whole number it is kept as."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Moment | Price) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render_item,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
