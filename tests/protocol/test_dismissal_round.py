"""Whoever is disabled or gone loses everything within a round, also when they ask for nothing (SE6, F17)."""

import pytest

from idp.oidc.logout.rounds.dismissal import Dismissal
from idp.sessions.session import Lifetimes
from tests.support.world import ANNA, BERTIL, World

BACK = "https://payslips.town.test/backchannel"


def run_round(world: World) -> None:
    lifetimes = Lifetimes()
    Dismissal(world.database.begin, world.town, world.logout.end, lifetimes.idle).run(world.clock())


@pytest.mark.parametrize("how", ["disabled", "gone"])
def test_sessions_and_refresh_tokens_end_and_applications_are_told(world: World, how: str) -> None:
    registered = world.register(backchannel_logout_uri=BACK)
    tokens = world.tokens(registered, "password")
    if how == "disabled":
        world.town.change(ANNA.person_id, is_active=False)
    else:
        del world.town.people[ANNA.person_id]
    run_round(world)
    assert [notice.to for notice in world.waiting_notices()] == [BACK]
    assert world.count_tags("session.ended") == 1
    world.town.people[ANNA.person_id] = ANNA
    assert world.refresh(registered, tokens["refresh_token"]).status_code == 400
    assert world.userinfo(tokens["access_token"]).status_code == 401


def test_everybody_else_keeps_what_they_have(world: World) -> None:
    registered = world.register()
    tokens = world.tokens(registered, "password")
    world.town.change(BERTIL.person_id, is_active=False)
    run_round(world)
    assert world.count_tags("session.ended") == 0
    assert world.refresh(registered, tokens["refresh_token"]).status_code == 200


def test_a_directory_that_is_down_ends_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    registered = world.register()
    tokens = world.tokens(registered, "password")
    world.town.is_away = True
    run_round(world)
    world.town.is_away = False
    assert "1 people" in caplog.text
    assert ANNA.person_id not in caplog.text
    assert world.refresh(registered, tokens["refresh_token"]).status_code == 200


def test_two_rounds_tell_the_applications_once(world: World) -> None:
    world.tokens(world.register(backchannel_logout_uri=BACK), "password")
    world.town.change(ANNA.person_id, is_active=False)
    run_round(world)
    run_round(world)
    assert len(world.waiting_notices()) == 1
