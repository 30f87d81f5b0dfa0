"""Temporary codes: asked for by one, approved by another, shown once, good once, for a third person alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.methods.attempt import Rejected, Rejection, Verified
from idp.methods.bypass import KEPT_FOR, Bypass, Checked, Reason, State
from idp.methods.bypasses import Bypasses, Refused
from idp.people.person import Person
from idp.storage.prune import KEPT_AFTER_EXPIRY, prune
from idp.storage.unit_of_work import Database
from tests.support.methods import (
    GUNILLA,
    MARIA,
    NOW,
    NUMBER,
    build_bypasses,
    dump,
    list_tags,
    take_messages,
)
from tests.support.together import together

ANNA = replace(MARIA, person_id="p-anna", username="anelin001", email="anna@havsvik.example")
ERIK = replace(MARIA, person_id="p-erik", username="erikar001", email="erik@havsvik.example")
MINUTES = timedelta(minutes=1)


def ask(bypasses: Bypasses, person: Person = GUNILLA) -> Bypass:
    asked = bypasses.ask(ANNA, person, Reason.LOST_PHONE, Checked.ID_CARD, NOW)
    assert isinstance(asked, Bypass)
    return asked


def approved(bypasses: Bypasses) -> Bypass:
    bypass = ask(bypasses)
    assert bypasses.approve(ERIK, bypass.bypass_id, NOW) is None
    return bypass


def shown(bypasses: Bypasses) -> tuple[Bypass, str]:
    bypass = approved(bypasses)
    code = bypasses.show(ANNA, GUNILLA, bypass.bypass_id, NOW)
    assert not isinstance(code, Refused)
    return bypass, code


def state(bypasses: Bypasses, bypass: Bypass, after: timedelta = timedelta()) -> State:
    found = bypasses.find(bypass.bypass_id)
    assert found is not None
    return found.state_at(NOW + after)


def test_a_code_is_handed_out_by_two_and_proves_its_owner(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass, code = shown(bypasses)
    assert state(bypasses, bypass) is State.READY
    assert bypasses.verify(GUNILLA.person_id, code, NOW) == Verified("bypass")
    assert state(bypasses, bypass) is State.USED
    assert list_tags(database) == ["bypass.asked", "bypass.approved", "bypass.shown", "factor.ok"]


def test_small_letters_and_blanks_do_not_matter(database: Database) -> None:
    bypasses = build_bypasses(database)
    _, code = shown(bypasses)
    assert bypasses.verify(GUNILLA.person_id, f" {code.lower().replace('-', ' ')} ", NOW) == Verified(
        "bypass"
    )


def test_nobody_asks_for_themselves(database: Database) -> None:
    bypasses = build_bypasses(database)
    assert bypasses.ask(ANNA, ANNA, Reason.FORGOTTEN, Checked.KNOWN, NOW) is Refused.OWN
    assert bypasses.list_since(NOW) == ()


def test_whoever_asks_does_not_approve(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = ask(bypasses)
    assert bypasses.approve(ANNA, bypass.bypass_id, NOW) is Refused.SAME_PERSON
    assert state(bypasses, bypass) is State.WAITING


def test_nobody_approves_a_code_for_themselves(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = ask(bypasses, ERIK)
    assert bypasses.approve(ERIK, bypass.bypass_id, NOW) is Refused.OWN
    assert state(bypasses, bypass) is State.WAITING


def test_the_database_itself_refuses_an_approval_by_asker_or_owner(database: Database) -> None:
    bypass = ask(build_bypasses(database))
    with database.begin() as stores:
        assert not stores.bypasses.approve(bypass.bypass_id, ANNA.person_id, NOW)
        assert not stores.bypasses.approve(bypass.bypass_id, GUNILLA.person_id, NOW)


def test_a_code_is_not_shown_before_a_second_member_of_staff_agrees(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = ask(bypasses)
    assert bypasses.show(ANNA, GUNILLA, bypass.bypass_id, NOW) is Refused.OVER
    assert state(bypasses, bypass) is State.WAITING


def test_only_whoever_asked_sees_the_code(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = approved(bypasses)
    assert bypasses.show(ERIK, GUNILLA, bypass.bypass_id, NOW) is Refused.NOT_ASKER
    assert bypasses.show(GUNILLA, GUNILLA, bypass.bypass_id, NOW) is Refused.NOT_ASKER


def test_a_code_is_shown_once(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass, _ = shown(bypasses)
    assert bypasses.show(ANNA, GUNILLA, bypass.bypass_id, NOW) is Refused.OVER


def test_a_code_is_good_once(database: Database) -> None:
    bypasses = build_bypasses(database)
    _, code = shown(bypasses)
    bypasses.verify(GUNILLA.person_id, code, NOW)
    assert bypasses.verify(GUNILLA.person_id, code, NOW) == Rejected(Rejection.WRONG)


def test_a_code_is_nobody_elses(database: Database) -> None:
    bypasses = build_bypasses(database)
    _, code = shown(bypasses)
    assert bypasses.verify(MARIA.person_id, code, NOW) == Rejected(Rejection.WRONG)
    assert bypasses.verify(GUNILLA.person_id, code, NOW) == Verified("bypass")


def test_a_request_that_nobody_approves_within_the_hour_is_over(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = ask(bypasses)
    assert bypasses.approve(ERIK, bypass.bypass_id, NOW + 60 * MINUTES) is Refused.OVER
    assert state(bypasses, bypass, 60 * MINUTES) is State.EXPIRED
    assert bypasses.approve(ERIK, bypass.bypass_id, NOW + 59 * MINUTES) is None


def test_a_code_runs_out(database: Database) -> None:
    bypasses = build_bypasses(database)
    _, code = shown(bypasses)
    assert bypasses.verify(GUNILLA.person_id, code, NOW + 30 * MINUTES) == Rejected(Rejection.WRONG)
    assert bypasses.verify(GUNILLA.person_id, code, NOW + 29 * MINUTES) == Verified("bypass")


@pytest.mark.parametrize("staff", [ANNA, ERIK])
def test_a_cancelled_code_proves_nothing(database: Database, staff: Person) -> None:
    bypasses = build_bypasses(database)
    bypass, code = shown(bypasses)
    assert bypasses.cancel(staff, bypass.bypass_id, NOW)
    assert not bypasses.cancel(staff, bypass.bypass_id, NOW)
    assert bypasses.verify(GUNILLA.person_id, code, NOW) == Rejected(Rejection.WRONG)
    assert list_tags(database)[-2:] == ["bypass.cancelled", "factor.wrong"]


def test_of_many_requests_for_one_person_at_the_same_moment_one_is_made(database: Database) -> None:
    bypasses = build_bypasses(database)

    def ask_at_once(_number: int) -> bool:
        asked = bypasses.ask(ANNA, GUNILLA, Reason.LOST_PHONE, Checked.ID_CARD, NOW)
        return isinstance(asked, Bypass)

    assert sum(together(ask_at_once, 12)) == 1


def test_a_person_has_one_request_at_a_time(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = ask(bypasses)
    assert bypasses.ask(ERIK, GUNILLA, Reason.FORGOTTEN, Checked.KNOWN, NOW) is Refused.OPEN_ALREADY
    bypasses.cancel(ANNA, bypass.bypass_id, NOW)
    assert isinstance(bypasses.ask(ERIK, GUNILLA, Reason.FORGOTTEN, Checked.KNOWN, NOW), Bypass)


def test_the_person_is_told_the_moment_there_is_a_code(database: Database) -> None:
    with database.begin() as stores:
        stores.numbers.replace(GUNILLA.person_id, (NUMBER,))
    bypasses = build_bypasses(database)
    bypass = approved(bypasses)
    assert take_messages(database, "mail") == []
    bypasses.show(ANNA, GUNILLA, bypass.bypass_id, NOW)
    (mail,), (sms,) = take_messages(database, "mail"), take_messages(database, "sms")
    assert (mail.to, mail.subject, sms.to) == (GUNILLA.email, "sv bypass_made", NUMBER.e164)
    with database.begin() as stores:
        (change,) = stores.changes.list_since(GUNILLA.person_id, NOW)
    assert change.item_id == bypass.bypass_id


def test_of_fifty_approvals_at_once_one_counts(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = ask(bypasses)
    staff = [replace(MARIA, person_id=f"p-staff-{number}") for number in range(50)]
    answers = together(lambda number: bypasses.approve(staff[number], bypass.bypass_id, NOW))
    assert sorted(map(str, answers)) == ["None", *["over"] * 49]
    assert list_tags(database).count("bypass.approved") == 1


def test_of_fifty_uses_at_once_one_proves_anything(database: Database) -> None:
    bypasses = build_bypasses(database)
    _, code = shown(bypasses)
    answers = together(lambda _: bypasses.verify(GUNILLA.person_id, code, NOW))
    assert answers.count(Verified("bypass")) == 1


def test_of_fifty_looks_at_once_one_sees_the_code_and_the_person_is_told_once(database: Database) -> None:
    bypasses = build_bypasses(database)
    bypass = approved(bypasses)
    answers = together(lambda _: bypasses.show(ANNA, GUNILLA, bypass.bypass_id, NOW))
    assert answers.count(Refused.OVER) == 49
    assert len(take_messages(database, "mail")) == 1


def test_a_copy_of_the_database_holds_no_code(database: Database) -> None:
    _, code = shown(build_bypasses(database))
    stolen = dump(database)
    assert code.encode() not in stolen
    assert code.replace("-", "").encode() not in stolen


def test_requests_are_forgotten_after_their_set_life(database: Database) -> None:
    bypass = ask(build_bypasses(database))
    gone_at = NOW + KEPT_FOR + KEPT_AFTER_EXPIRY
    prune(database.engine, gone_at)
    assert build_bypasses(database).find(bypass.bypass_id) is not None
    prune(database.engine, gone_at + MINUTES)
    assert build_bypasses(database).find(bypass.bypass_id) is None
