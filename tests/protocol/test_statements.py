"""How many statements the hot paths cost: each one is a round trip on PostgreSQL."""

from idp.oidc.registration import Registered
from tests.protocol.test_rfc7662_introspection import introspect
from tests.support.statements import watch_statements
from tests.support.world import World, answer_of


def test_silent_sign_on_costs_four_statements_and_its_audit_row(world: World, payslips: Registered) -> None:
    """The session's touch, the registry's version, the grant, the client's part in the session."""
    browser = world.browser()
    world.sign_in(browser)
    answer_of(world.authorize(browser, payslips.client))
    with watch_statements(world.database.engine) as seen:
        answer_of(world.authorize(browser, payslips.client))
    assert len([one for one in seen if "audit" not in one]) == 4


def test_a_redemption_costs_four_statements_and_its_audit_row(world: World, payslips: Registered) -> None:
    """The registry's version, the grant with its session, its consumption, the tokens."""
    world.tokens(payslips)
    code = world.get_code(payslips)
    with watch_statements(world.database.engine) as seen:
        world.redeem(payslips, code)
    assert len([one for one in seen if "audit" not in one]) == 4


def test_userinfo_costs_one_statement(world: World, payslips: Registered) -> None:
    """The token with its grant, session and client; the directory is asked beside it."""
    token = world.tokens(payslips)["access_token"]
    with watch_statements(world.database.engine) as seen:
        world.userinfo(token)
    assert len(seen) == 1


def test_a_refresh_costs_four_statements_and_its_audit_row(world: World, payslips: Registered) -> None:
    """The registry's version, the token with its grant and session, its consumption, the tokens."""
    tokens = world.tokens(payslips)
    with watch_statements(world.database.engine) as seen:
        world.refresh(payslips, tokens["refresh_token"])
    assert len([one for one in seen if "audit" not in one]) == 4


def test_introspection_costs_two_statements(world: World, payslips: Registered) -> None:
    """The registry's version, the token with its grant, session and client."""
    token = world.tokens(payslips)["access_token"]
    introspect(world, payslips, token=token)
    with watch_statements(world.database.engine) as seen:
        introspect(world, payslips, token=token)
    assert len(seen) == 2


def test_the_documents_cost_none(world: World) -> None:
    """They are bytes in memory."""
    with watch_statements(world.database.engine) as seen:
        world.app.test_client().get("/.well-known/openid-configuration")
        world.app.test_client().get("/jwks")
    assert seen == []
