"""What happens to those who are in a service when it closes, or its client is paused or removed: Lönebesked closes at 23.00."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from idp.oidc.logout.rounds.closing import ClosingRound
from idp.oidc.registration.registering import Registered, pause, remove, resume
from idp.policy.hours import STOCKHOLM
from idp.sessions.session import End
from idp.storage.stores import Stores
from tests.support.together import together
from tests.support.world import ANNA, ISSUER, POLICY, Browser, World, answer_of, claims_of

LAST_MINUTES = datetime(2026, 3, 11, 22, 58, tzinfo=STOCKHOLM)
CLOSED = datetime(2026, 3, 11, 23, 0, tzinfo=STOCKHOLM)
OPEN_AGAIN = datetime(2026, 3, 12, 5, 0, tzinfo=STOCKHOLM)
IDLE = timedelta(minutes=15)


@pytest.fixture
def payslips(world: World) -> Registered:
    return world.register(backchannel_logout_uri="https://payslips.test/backchannel-logout")


@pytest.fixture
def closing(world: World) -> ClosingRound:
    world.clock.now = LAST_MINUTES
    return ClosingRound(world.database.begin, world.database.read, lambda: POLICY, world.logout, IDLE)


def enter(world: World, client: Registered) -> tuple[Browser, dict[str, str]]:
    """Sign Anna in to the client; return her browser and the tokens."""
    browser = world.browser()
    world.sign_in(browser)
    code = answer_of(world.authorize(browser, client.client, scope="openid offline_access"))["code"]
    return browser, world.redeem(client, code).json  # type: ignore[return-value]  # the members of a response


def test_everyone_in_it_is_told_once_and_stays_signed_in(
    world: World, payslips: Registered, closing: ClosingRound
) -> None:
    browser, _ = enter(world, payslips)
    closing.run(world.clock())
    assert world.waiting_notices() == []
    world.clock.now = CLOSED
    closing.run(CLOSED)
    closing.run(CLOSED)
    assert [notice.client_id for notice in world.waiting_notices()] == [payslips.client.client_id]
    everything = world.register(service="vab")
    assert "code" in answer_of(world.authorize(browser, everything.client))


def test_nothing_more_is_given_on_what_was_granted_before_not_even_when_it_opens_again(
    world: World, payslips: Registered, closing: ClosingRound
) -> None:
    _, tokens = enter(world, payslips)
    world.clock.now = CLOSED
    assert world.userinfo(tokens["access_token"]).status_code == 401
    closing.run(CLOSED)
    assert world.userinfo(tokens["access_token"]).status_code == 401
    world.clock.now = OPEN_AGAIN
    assert world.userinfo(tokens["access_token"]).status_code == 401


def test_a_client_of_another_service_is_let_be(
    world: World, payslips: Registered, closing: ClosingRound
) -> None:
    other = world.register(service="vab", backchannel_logout_uri="https://vab.test/backchannel-logout")
    _, tokens = enter(world, other)
    world.clock.now = CLOSED
    closing.run(CLOSED)
    assert world.waiting_notices() == []
    assert world.userinfo(tokens["access_token"]).status_code == 200


def test_ten_rounds_at_once_tell_once(world: World, payslips: Registered, closing: ClosingRound) -> None:
    enter(world, payslips)
    world.clock.now = CLOSED
    together(lambda _runner: closing.run(CLOSED), count=10)
    assert len(world.waiting_notices()) == 1


def test_a_sign_out_afterwards_does_not_tell_it_again(
    world: World, payslips: Registered, closing: ClosingRound
) -> None:
    browser, _ = enter(world, payslips)
    world.clock.now = CLOSED
    closing.run(CLOSED)
    world.waiting_notices()
    browser.post("/sign-out")
    assert world.waiting_notices() == []


def test_the_id_token_says_when_a_service_that_closes_soon_will(
    world: World, payslips: Registered, closing: ClosingRound
) -> None:
    _, tokens = enter(world, payslips)
    assert claims_of(tokens["id_token"])[f"{ISSUER}/claims/closes_at"] == int(CLOSED.timestamp())


def test_the_id_token_is_silent_about_a_service_that_stays_open(world: World, closing: ClosingRound) -> None:
    _, tokens = enter(world, world.register(service="vab"))
    assert f"{ISSUER}/claims/closes_at" not in claims_of(tokens["id_token"])


def test_a_paused_client_is_told_once_and_a_resumed_one_no_more(
    world: World, payslips: Registered, closing: ClosingRound
) -> None:
    browser, _ = enter(world, payslips)
    with world.database.begin() as stores:
        pause(stores, payslips.client.client_id, world.clock())
    closing.run(world.clock())
    closing.run(world.clock())
    assert [notice.client_id for notice in world.waiting_notices()] == [payslips.client.client_id]
    with world.database.begin() as stores:
        resume(stores, payslips.client.client_id, world.clock())
    assert "code" in answer_of(world.authorize(browser, payslips.client))
    closing.run(world.clock())
    assert world.waiting_notices() == []


def test_a_paused_client_with_nobody_in_it_costs_no_transaction(
    world: World, payslips: Registered, closing: ClosingRound
) -> None:
    enter(world, payslips)
    with world.database.begin() as stores:
        pause(stores, payslips.client.client_id, world.clock())
    opened: list[int] = []

    def begin() -> AbstractContextManager[Stores]:
        opened.append(1)
        return world.database.begin()

    counted = replace(closing, begin=begin)
    counted.run(world.clock())
    assert opened == [1]
    counted.run(world.clock())
    assert opened == [1]
    assert len(world.waiting_notices()) == 1


def test_a_removed_client_is_told_who_is_no_longer_in_it(world: World, payslips: Registered) -> None:
    world.clock.now = LAST_MINUTES
    browser, tokens = enter(world, payslips)
    with world.database.begin() as stores:
        remove(stores, payslips.client.client_id, world.part, world.clock())
    assert [notice.client_id for notice in world.waiting_notices()] == [payslips.client.client_id]
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert "code" in answer_of(world.authorize(browser, world.register(service="vab").client))
    with world.database.begin() as stores:
        world.logout.end_all(stores, ANNA.person_id, IDLE, world.clock(), End.SIGNED_OUT)
    assert world.waiting_notices() == []


def test_a_client_whose_people_have_all_signed_out_is_told_nothing_when_it_is_removed(
    world: World, payslips: Registered
) -> None:
    world.clock.now = LAST_MINUTES
    enter(world, payslips)
    world.clock.now = LAST_MINUTES + world.provider.lifetimes.idle + timedelta(minutes=1)
    with world.database.begin() as stores:
        remove(stores, payslips.client.client_id, world.part, world.clock())
    assert world.waiting_notices() == []
