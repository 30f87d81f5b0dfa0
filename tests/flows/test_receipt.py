"""A service that wants it mails a receipt when it is opened, in the transaction that opens it."""

from dataclasses import replace

import pytest

from idp.delivery.message import Message
from idp.storage.unit_of_work import Database
from tests.support.methods import take_messages
from tests.support.world import ANNA, HOME, World, build_world


@pytest.fixture
def world(sqlite_database: Database) -> World:
    return build_world(sqlite_database)


def receipts(world: World) -> list[Message]:
    return take_messages(world.database, "mail", world.clock())


def test_the_first_opening_is_told_to_the_mailbox_with_a_code(world: World) -> None:
    world.get_code(world.register(service="lonebesked"))
    (mail,) = receipts(world)

    assert (mail.to, mail.subject) == (ANNA.email, "sv service_opened")
    assert len(mail.body) == 15


def test_coming_back_in_the_same_session_sends_no_other(world: World) -> None:
    registered, browser = world.register(service="lonebesked"), world.browser()
    world.sign_in(browser)
    for _ in range(3):
        assert world.authorize(browser, registered.client).status_code == 303

    assert len(receipts(world)) == 1


def test_another_session_has_a_receipt_of_its_own(world: World) -> None:
    registered = world.register(service="lonebesked")
    world.get_code(registered)
    world.get_code(registered, "password", "totp", zone="remote")

    assert len(receipts(world)) == 2


def test_a_service_that_wants_none_sends_none(world: World) -> None:
    world.get_code(world.register(service="vab"))

    assert receipts(world) == []


def test_a_refused_opening_sends_none(world: World) -> None:
    registered, browser = world.register(service="lonebesked"), world.browser(HOME)
    world.sign_in(browser, zone="remote")
    world.authorize(browser, registered.client, prompt="none")

    assert receipts(world) == []


def test_somebody_without_a_mailbox_opens_the_service_all_the_same(world: World) -> None:
    world.town.people[ANNA.person_id] = replace(ANNA, email=None)
    world.get_code(world.register(service="lonebesked"))

    assert receipts(world) == []
