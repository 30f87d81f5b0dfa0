"""Brings the tables to the newest version. For the command line alone: Alembic takes a second to import."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

LOCK = 7033621
"""A number of our own for PostgreSQL's advisory lock, so that two nodes never upgrade at once."""


def upgrade(engine: Engine) -> None:
    """Run every migration the database lacks, all in one transaction; nothing is changed when one fails."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        command.upgrade(build_alembic_config(connection), "head")


def build_alembic_config(connection: Connection) -> Config:
    """Return Alembic's settings for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
