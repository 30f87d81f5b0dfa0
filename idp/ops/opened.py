"""The database as the command line opens it: with its keys, and refused in one line when it cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from idp.chance import SystemChance
from idp.config.settings import Config
from idp.oidc.subject import SUBJECTS
from idp.ops.stop import Stop
from idp.sealing import Sealer, derive_key
from idp.signing.envelope import open_envelope
from idp.signing.folder import BadKeysFolder, load_secret
from idp.signing.private_file import LoosePermissions
from idp.storage.engine import build_engine
from idp.storage.schema import WrongSchema, check_schema
from idp.storage.store_keys import StoreKeys
from idp.storage.unit_of_work import Database


@contextmanager
def open_engine(config: Config) -> Iterator[Engine]:
    """Yield an engine for the database, whatever tables it has; stop when it does not answer or fails on the way."""
    engine = build_engine(config.database)
    try:
        with engine.connect():
            pass
    except DBAPIError as problem:
        where = make_url(config.database).render_as_string(hide_password=True)
        raise Stop(
            f"{where} does not answer: {reason(problem)}; see that it runs and that `database` is right"
        ) from None
    try:
        yield engine
    except DBAPIError as problem:
        raise Stop(f"the database refused: {reason(problem)}; nothing was changed") from None
    finally:
        engine.dispose()


def reason(problem: DBAPIError) -> str:
    """Return the first line of what the database said."""
    return str(problem.orig).strip().partition("\n")[0]


@contextmanager
def open_database(config: Config) -> Iterator[Database]:
    """Yield the database; stop when its tables are not those of this program or its keys are missing.

    What the command recorded is bound into the audit trail's chain when it ends.
    """
    keys = load_store_keys(config)
    with open_engine(config) as engine:
        try:
            check_schema(engine)
        except WrongSchema as problem:
            raise Stop(str(problem)) from None
        database = Database(engine, keys)
        yield database
        database.bind()


def load_subject_key(config: Config) -> bytes:
    """Return the key of pairwise subjects; raise what `load_secret` raises: the stores were opened with it before."""
    return derive_key(load_secret(config.keys, "seal.key", open_envelope(config)), SUBJECTS)


def load_store_keys(config: Config) -> StoreKeys:
    """Return the keys that stores need; stop when one is missing or others may read it."""
    if not config.keys.is_dir():
        raise Stop(f"{config.keys}: no such folder; make it with: python -m idp keys create")
    try:
        envelope = open_envelope(config)
        sealer = Sealer([load_secret(config.keys, "seal.key", envelope)], SystemChance())
        return StoreKeys(load_secret(config.keys, "audit.key", envelope), sealer)
    except (BadKeysFolder, LoosePermissions) as problem:
        raise Stop(str(problem)) from None
