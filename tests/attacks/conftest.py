"""The provider that attacks through HTTP are tried on: as it is wired, over an empty database, employees in place."""

from pathlib import Path

import pytest

from idp.chance import SystemChance
from idp.signing.folder import create_keys
from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house
from tests.support.signing_in import NOON, House


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of keys, made once: nothing here rotates them."""
    folder = tmp_path_factory.mktemp("keys") / "keys"
    create_keys(folder, SystemChance(), NOON)
    return folder


@pytest.fixture
def house(sqlite_database: Database, keys: Path) -> House:
    """The whole provider on SQLite."""
    return build_portal_house(sqlite_database, keys)
