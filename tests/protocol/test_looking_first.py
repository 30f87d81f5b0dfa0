"""RFC 6749, section 3.2.1: what is presented may be looked up first, and is answered only to whom it is proved by."""

from dataclasses import replace

import pytest

from idp.oidc.registration.registering import Registered
from idp.storage.unit_of_work import Database
from tests.protocol.test_rfc7662_introspection import introspect
from tests.support.world import World, build_world


@pytest.fixture
def world(database: Database) -> World:
    """A provider over each database."""
    return build_world(database)


def take_secrets(world: World, registered: Registered) -> None:
    """Change the registration as another process does: our copy of it is not told."""
    with world.database.begin() as stores:
        assert stores.clients.replace(replace(registered.client, secrets=()))


def test_a_secret_that_was_taken_back_elsewhere_proves_nothing_at_once(
    world: World, payslips: Registered
) -> None:
    tokens, code = world.tokens(payslips), world.get_code(payslips)
    assert introspect(world, payslips, token=tokens["access_token"]).status_code == 200
    take_secrets(world, payslips)
    answers = (
        world.redeem(payslips, code),
        world.refresh(payslips, tokens["refresh_token"]),
        introspect(world, payslips, token=tokens["access_token"]),
    )
    assert [(answer.status_code, answer.get_json()["error"]) for answer in answers] == [
        (401, "invalid_client")
    ] * 3


def test_who_proves_nothing_neither_uses_nor_ends_anything(world: World, payslips: Registered) -> None:
    """Not even with a code or token that was used, which ends the grant when its own client presents it."""
    code = world.get_code(payslips)
    stranger = replace(payslips, secret="wrong")
    assert world.redeem(stranger, code).status_code == 401
    tokens = world.redeem(payslips, code).get_json()
    assert world.redeem(stranger, code).status_code == 401
    newer = world.refresh(payslips, tokens["refresh_token"]).get_json()
    assert world.refresh(stranger, tokens["refresh_token"]).status_code == 401
    assert world.userinfo(newer["access_token"]).status_code == 200
    assert world.count_tags("grant.revoked") == 0
