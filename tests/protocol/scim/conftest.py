"""The SCIM service that each test talks to."""

import pytest

from idp.storage.unit_of_work import Database
from tests.support.scim import ScimWorld, build_scim


@pytest.fixture
def scim(sqlite_database: Database) -> ScimWorld:
    """The service over an empty database, called by a system that may do everything."""
    return build_scim(sqlite_database)
