"""What somebody signs in with is taken away by two members of staff, and its owner is told."""

from dataclasses import replace

import pytest

from idp.admin.actor import Forbidden, build_operator
from idp.admin.people.helped import Done, NotDone
from idp.admin.people.resetting import UnknownReset
from idp.admin.permissions import Permission
from idp.methods.bypass import Checked, Reason
from idp.methods.reset import Item, ItemKind, Reset, State
from idp.storage.unit_of_work import Database
from tests.support.employees import MARIA, NOON
from tests.support.methods import list_tags, take_messages
from tests.support.people_desk import (
    ANNA,
    AUDITOR,
    MIKAEL,
    PROGRAM,
    Desks,
    build_desks,
    build_staff,
    open_session,
)
from tests.support.together import together
from tests.support.tokens import build_recovery, give_token

WHY = Reason.LOST_PHONE, Checked.ID_CARD
NUMBER = Item(ItemKind.NUMBER, "n07")


@pytest.fixture
def desks(sqlite_database: Database) -> Desks:
    return build_desks(sqlite_database)


def list_items(desks: Desks) -> list[Item]:
    return [thing.item for thing in desks.people.open(ANNA, MARIA.person_id, NOON).things]


def ask(desks: Desks, *items: Item) -> Reset:
    asked = desks.resetting.ask(ANNA, MARIA.person_id, items or list_items(desks), *WHY, NOON)
    assert isinstance(asked, Reset)
    return asked


def test_nothing_is_taken_before_another_has_approved(desks: Desks) -> None:
    reset, before = ask(desks), list_items(desks)
    assert len(before) == 2
    assert desks.resetting.approve(MIKAEL, reset.reset_id, NOON) == Done(2)
    assert list_items(desks) == []
    tags = list_tags(desks.database)
    assert {"reset.asked", "reset.approved", "methods.reset", "device.removed", "numbers.changed"} <= set(
        tags
    )
    assert desks.resetting.get(ANNA, reset.reset_id).state_at(NOON) is State.DONE


def test_the_owner_is_told_at_the_number_that_goes(desks: Desks) -> None:
    reset = ask(desks)
    assert take_messages(desks.database, "sms", NOON) == []
    desks.resetting.approve(MIKAEL, reset.reset_id, NOON)
    (text,) = take_messages(desks.database, "sms", NOON)
    (mail,) = take_messages(desks.database, "mail", NOON)
    assert (text.to, mail.to, mail.subject) == ("+46701740607", MARIA.email, "sv methods_reset")


def test_one_thing_goes_and_the_others_stay(desks: Desks) -> None:
    reset = ask(desks, NUMBER)
    assert desks.resetting.approve(MIKAEL, reset.reset_id, NOON) == Done(1)
    assert [item.kind for item in list_items(desks)] == [ItemKind.DEVICE]


def test_tokens_and_recovery_codes_go_too(desks: Desks) -> None:
    build_recovery(desks.database).make(MARIA, "sv", NOON)
    give_token(desks.database, MARIA, now=NOON)
    reset = ask(desks, *list_items(desks), Item(ItemKind.RECOVERY))
    assert desks.resetting.approve(MIKAEL, reset.reset_id, NOON) == Done(4)
    sheet = desks.people.open(ANNA, MARIA.person_id, NOON)
    assert (sheet.things, sheet.has_recovery) == ((), False)
    with desks.database.read() as stores:
        token = stores.tokens.find("VK-1001")
    assert token
    assert token.state.value == "lost"


def test_everything_open_in_the_name_is_ended(desks: Desks) -> None:
    open_session(desks.database, MARIA.person_id)
    desks.resetting.approve(MIKAEL, ask(desks).reset_id, NOON)
    assert desks.people.open(ANNA, MARIA.person_id, NOON).running == ()


def test_whoever_asked_does_not_approve_and_neither_does_the_person(desks: Desks) -> None:
    reset = ask(desks)
    assert desks.resetting.approve(ANNA, reset.reset_id, NOON) is NotDone.SAME_PERSON
    assert desks.resetting.approve(build_staff(MARIA.person_id), reset.reset_id, NOON) is NotDone.OWN
    assert len(list_items(desks)) == 2


def test_a_program_asks_and_never_approves(desks: Desks) -> None:
    reset = desks.resetting.ask(PROGRAM, MARIA.person_id, [NUMBER], *WHY, NOON)
    assert isinstance(reset, Reset)
    assert desks.resetting.approve(PROGRAM, reset.reset_id, NOON) is NotDone.NOT_A_PERSON
    assert desks.resetting.approve(ANNA, reset.reset_id, NOON) == Done(1)


def test_what_a_program_asked_for_is_not_approved_by_whoever_could_have_been_it(desks: Desks) -> None:
    """An administrator gives a program a new secret at any time, and then is the one who asked."""
    reset = desks.resetting.ask(PROGRAM, MARIA.person_id, [NUMBER], *WHY, NOON)
    assert isinstance(reset, Reset)
    keeper = replace(ANNA, permissions=ANNA.permissions | {Permission.CLIENTS_WRITE})
    assert desks.resetting.approve(keeper, reset.reset_id, NOON) is NotDone.SAME_PERSON
    assert desks.resetting.approve(ANNA, reset.reset_id, NOON) == Done(1)


def test_nobody_resets_their_own(desks: Desks) -> None:
    maria = build_staff(MARIA.person_id)
    assert desks.resetting.ask(maria, MARIA.person_id, [NUMBER], *WHY, NOON) is NotDone.OWN


def test_a_second_request_waits_for_the_first(desks: Desks) -> None:
    reset = ask(desks)
    assert desks.resetting.ask(MIKAEL, MARIA.person_id, [NUMBER], *WHY, NOON) is NotDone.OPEN_ALREADY
    assert desks.resetting.cancel(MIKAEL, reset.reset_id, NOON) == Done()
    assert desks.resetting.cancel(MIKAEL, reset.reset_id, NOON) is NotDone.OVER
    ask(desks)


def test_what_is_not_theirs_is_not_asked_for(desks: Desks) -> None:
    foreign = Item(ItemKind.NUMBER, "n08")
    assert desks.resetting.ask(ANNA, MARIA.person_id, [foreign], *WHY, NOON) is NotDone.NOTHING
    assert desks.resetting.ask(ANNA, MARIA.person_id, [], *WHY, NOON) is NotDone.NOTHING


def test_an_hour_later_the_request_is_over(desks: Desks) -> None:
    reset = ask(desks)
    later = NOON + desks.resetting.approval
    assert desks.resetting.approve(MIKAEL, reset.reset_id, later) is NotDone.OVER


def test_of_many_approvals_at_once_one_takes_and_one_is_told(desks: Desks) -> None:
    reset = ask(desks)
    answers = together(lambda n: desks.resetting.approve(build_staff(f"p-{n}"), reset.reset_id, NOON), 8)
    assert [one for one in answers if one != NotDone.OVER] == [Done(2)]
    assert len(take_messages(desks.database, "mail", NOON)) == 1


def test_where_one_is_enough_it_happens_at_once(sqlite_database: Database) -> None:
    desks = build_desks(sqlite_database, takes_two=False)
    assert desks.resetting.ask(ANNA, MARIA.person_id, [NUMBER], *WHY, NOON) == Done(1)
    assert desks.resetting.ask(ANNA, MARIA.person_id, [NUMBER], *WHY, NOON) is NotDone.NOTHING
    assert len(take_messages(desks.database, "mail", NOON)) == 1


def test_the_operator_is_not_asked_for_a_second(desks: Desks) -> None:
    operator = build_operator("root")
    assert desks.resetting.ask(operator, MARIA.person_id, [NUMBER], *WHY, NOON) == Done(1)
    assert '"by":"root"' in desks.last_event()["fields"]


def test_an_auditor_reads_requests_and_takes_no_step(desks: Desks) -> None:
    reset = ask(desks)
    assert desks.resetting.list_latest(AUDITOR, NOON) == (reset,)
    with pytest.raises(Forbidden):
        desks.resetting.ask(AUDITOR, MARIA.person_id, [NUMBER], *WHY, NOON)
    for step in (desks.resetting.approve, desks.resetting.cancel):
        with pytest.raises(Forbidden):
            step(AUDITOR, reset.reset_id, NOON)
    with pytest.raises(UnknownReset):
        desks.resetting.get(ANNA, "\0")
