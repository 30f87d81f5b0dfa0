"""How many statements the hot paths cost on each database: on PostgreSQL each one is a round trip."""

import pytest

from idp.oidc.registration.registering import Registered
from idp.storage.unit_of_work import Database
from tests.protocol.test_rfc6749_client_credentials import MACHINE, ask
from tests.protocol.test_rfc7662_introspection import introspect
from tests.support.statements import watch_statements
from tests.support.world import World, answer_of, build_world


@pytest.fixture
def world(database: Database) -> World:
    """A provider over each database."""
    return build_world(database)


def check_cost(seen: list[str], world: World, *, sqlite: int, postgresql: int) -> None:
    """Refuse another number of statements than the database's."""
    expected = {"sqlite": sqlite, "postgresql": postgresql}
    assert len(seen) == expected[world.database.engine.dialect.name], seen


def test_silent_sign_on_costs_two_statements(world: World, payslips: Registered) -> None:
    """The session's touch, the grant; on SQLite that is three: the client's part, it, the event."""
    browser = world.browser()
    world.sign_in(browser)
    answer_of(world.authorize(browser, payslips.client))
    with watch_statements(world.database) as seen:
        answer_of(world.authorize(browser, payslips.client))
    check_cost(seen, world, sqlite=4, postgresql=2)


def test_a_redemption_costs_two_statements(world: World, payslips: Registered) -> None:
    """The grant with its session and the registry's version, its exchange; on SQLite that is three."""
    world.tokens(payslips)
    code = world.get_code(payslips)
    with watch_statements(world.database) as seen:
        world.redeem(payslips, code)
    check_cost(seen, world, sqlite=4, postgresql=2)


def test_userinfo_costs_one_statement(world: World, payslips: Registered) -> None:
    """The token with its grant, session and client; the directory is asked beside it."""
    token = world.tokens(payslips)["access_token"]
    with watch_statements(world.database) as seen:
        world.userinfo(token)
    check_cost(seen, world, sqlite=1, postgresql=1)


def test_a_refresh_costs_two_statements(world: World, payslips: Registered) -> None:
    """The token with its grant, session and the registry's version, its exchange; on SQLite that is three."""
    tokens = world.tokens(payslips)
    with watch_statements(world.database) as seen:
        world.refresh(payslips, tokens["refresh_token"])
    check_cost(seen, world, sqlite=4, postgresql=2)


def test_introspection_costs_one_statement(world: World, payslips: Registered) -> None:
    """The token with its grant, session, client and the registry's version."""
    token = world.tokens(payslips)["access_token"]
    introspect(world, payslips, token=token)
    with watch_statements(world.database) as seen:
        introspect(world, payslips, token=token)
    check_cost(seen, world, sqlite=1, postgresql=1)


def test_a_clients_own_token_costs_one_statement(world: World) -> None:
    """The exchange, on the condition that no registration has changed; on SQLite that is three."""
    machine = world.register(**MACHINE)
    ask(world, machine)
    with watch_statements(world.database) as seen:
        ask(world, machine)
    check_cost(seen, world, sqlite=3, postgresql=1)


def test_the_documents_cost_none(world: World) -> None:
    """They are bytes in memory."""
    with watch_statements(world.database) as seen:
        world.app.test_client().get("/.well-known/openid-configuration")
        world.app.test_client().get("/jwks")
    assert seen == []
