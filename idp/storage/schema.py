"""Which version the tables have, and whether this program may use them.

Asks twice and needs no Alembic: importing it takes a second, and the web process never does.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine, inspect, text

from idp.storage.engine import OVERLOAD_ERRORS
from idp.storage.shape import find_difference, load_shape

VERSIONS: Final = Path(__file__).parent / "migrations" / "versions"
UPGRADE: Final = "python -m idp database upgrade"


class WrongSchema(Exception):
    """The tables are not those of this program; the message says what to do."""


def newest_version() -> str:
    """Return the version this program needs: the number that begins the last migration's file name."""
    return max((path.stem.split("_")[0] for path in VERSIONS.glob("[0-9]*.py")), default="0000")


def find_version(engine: Engine) -> str | None:
    """Return the version of the tables in the database; None when it has none of ours."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def check_schema(engine: Engine) -> None:
    """Raise WrongSchema unless the tables have the version this program needs, and are the ones it was written for."""
    check_version(engine)
    if difference := find_difference(load_shape(engine)):
        raise WrongSchema(
            f"{difference}, although its version is {newest_version()}: a program between two releases made the database; "
            "use that program, or begin with an empty database and bring over what you need"
        )


def check_version(engine: Engine) -> None:
    """Raise WrongSchema unless the tables have the version this program needs.

    Newer tables are refused too: an old program would write what the new one no longer expects.
    """
    version, needed = find_version(engine), newest_version()
    if version is None:
        raise WrongSchema(f"the database has no tables yet; run: {UPGRADE}")
    if version < needed:
        raise WrongSchema(f"the tables have version {version} and {needed} is needed; run: {UPGRADE}")
    if version > needed:
        raise WrongSchema(
            f"the tables have version {version}, newer than {needed}; install the newer program"
        )


def is_ready(engine: Engine) -> bool:
    """Say whether the database answers and has the version this program needs. Asked often: no more is compared."""
    try:
        check_version(engine)
    except OVERLOAD_ERRORS:
        return False
    except WrongSchema:
        return False
    return True
