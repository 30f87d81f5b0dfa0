"""The provider that every flow runs through."""

import pytest

from idp.storage.unit_of_work import Database
from tests.support.signing_in import House, build_house


@pytest.fixture
def house(sqlite_database: Database) -> House:
    """The whole sign-in over an empty database."""
    return build_house(sqlite_database)
