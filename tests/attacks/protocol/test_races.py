"""CVE-2026-53517, CVE-2026-90997 and the like: the same code or token at the same moment, on both databases."""

import pytest

from idp.oidc.registration.registering import Registered
from idp.storage.unit_of_work import Database
from tests.support.together import together
from tests.support.world import World, build_world


@pytest.fixture
def world(database: Database) -> World:
    """A provider over each database."""
    return build_world(database)


def test_fifty_redemptions_of_one_code_give_one_answer_and_leave_no_token_alive(
    world: World, payslips: Registered
) -> None:
    code = world.get_code(payslips)
    answers = together(lambda _: world.redeem(payslips, code))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 49
    assert {answer.json.get("error", "none") for answer in answers} == {"none", "invalid_grant"}
    winner = next(answer.json for answer in answers if answer.status_code == 200)
    assert world.userinfo(winner["access_token"]).status_code == 401


def test_fifty_refreshes_of_one_token_give_one_chain_and_end_it(world: World, payslips: Registered) -> None:
    refresh_token = world.tokens(payslips)["refresh_token"]
    answers = together(lambda _: world.refresh(payslips, refresh_token))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 49
    winner = next(answer.json for answer in answers if answer.status_code == 200)
    assert world.refresh(payslips, winner["refresh_token"]).json["error"] == "invalid_grant"
    assert world.count_tags("grant.revoked") == 1
