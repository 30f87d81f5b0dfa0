"""People of our own directory come with the grant: no second statement, and nothing that is older than the first."""

from collections.abc import Callable

import pytest

from idp.people.local import Account
from idp.storage.unit_of_work import Database
from tests.protocol.test_rfc7662_introspection import introspect
from tests.support.statements import watch_statements
from tests.support.world import ANNA, World, build_world


@pytest.fixture
def world(database: Database) -> World:
    world = build_world(database, local_realms=frozenset({ANNA.realm}))
    with database.begin() as stores:
        stores.people.add(Account(ANNA, "a hash"), ANNA.username)
    return world


def ask(world: World) -> Callable[[], int]:
    """Give Anna an access token and nobody else in the town; return what asks about her."""
    token = world.tokens(world.register())["access_token"]
    world.town.people.clear()
    return lambda: world.userinfo(token).status_code


def test_who_is_in_the_database_is_asked_for_nowhere_else(world: World) -> None:
    userinfo = ask(world)
    with watch_statements(world.database) as seen:
        assert userinfo() == 200
    assert len(seen) == 1


def test_who_is_disabled_is_out_with_the_next_request(world: World) -> None:
    registered = world.register()
    tokens = world.tokens(registered)
    with world.database.begin() as stores:
        stores.people.set_active(ANNA.person_id, False, world.clock())
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert world.refresh(registered, tokens["refresh_token"]).status_code == 400
    assert introspect(world, registered, token=tokens["access_token"]).json == {"active": False}


def test_who_is_of_a_realm_that_is_kept_elsewhere_is_asked_for_there(database: Database) -> None:
    world = build_world(database, local_realms=frozenset({"skola"}))
    with database.begin() as stores:
        stores.people.add(Account(ANNA, "a hash"), ANNA.username)
    assert ask(world)() == 401
