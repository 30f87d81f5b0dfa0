"""The provider that the console's pages and the REST API run through."""

from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.console import staff_console
from tests.support.portal import build_portal_house
from tests.support.signing_in import House


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    """The whole provider, with the console's staff."""
    house = build_portal_house(sqlite_database, tmp_path / "keys")
    staff_console(house)
    return house
