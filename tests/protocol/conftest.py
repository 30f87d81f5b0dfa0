"""The provider that every protocol test talks to."""

import pytest

from idp.oidc.registration.registering import Registered
from idp.storage.unit_of_work import Database
from tests.support.world import World, build_world


@pytest.fixture
def world(sqlite_database: Database) -> World:
    """A provider over an empty database."""
    return build_world(sqlite_database)


@pytest.fixture
def payslips(world: World) -> Registered:
    """An ordinary confidential client."""
    return world.register()
