"""A person's numbers: at most two, and nobody's change goes unseen."""

from datetime import timedelta

import pytest

from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA, NOW, build_numbers, list_tags, take_messages
from tests.support.together import together

FIRST, SECOND, THIRD = "+46701740605", "+46701740606", "+46701740607"


def e164s(database: Database) -> tuple[str, ...]:
    return tuple(number.e164 for number in build_numbers(database).list(MARIA.person_id))


def test_numbers_keep_the_order_they_were_given_in(database: Database) -> None:
    assert build_numbers(database).change(MARIA, (SECOND, FIRST), "sv", NOW) is True
    assert e164s(database) == (SECOND, FIRST)
    assert list_tags(database) == ["numbers.changed"]


def test_a_number_that_stays_keeps_its_id_and_date(database: Database) -> None:
    numbers = build_numbers(database)
    numbers.change(MARIA, (FIRST,), "sv", NOW)
    (before,) = numbers.list(MARIA.person_id)
    numbers.change(MARIA, (SECOND, FIRST), "sv", NOW + timedelta(days=1))
    assert numbers.list(MARIA.person_id)[1] == before


def test_both_numbers_can_be_removed(database: Database) -> None:
    numbers = build_numbers(database)
    numbers.change(MARIA, (FIRST, SECOND), "sv", NOW)
    assert numbers.change(MARIA, (), "sv", NOW) is True
    assert e164s(database) == ()


def test_a_change_is_told_to_the_mailbox_and_to_the_numbers_from_before(database: Database) -> None:
    numbers = build_numbers(database)
    numbers.change(MARIA, (FIRST, SECOND), "sv", NOW)
    assert [mail.to for mail in take_messages(database, "mail")] == [MARIA.email]
    numbers.change(MARIA, (FIRST, THIRD), "sv", NOW)
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv numbers_changed"]
    texts = take_messages(database, "sms")
    assert [(text.to, text.purpose) for text in texts] == [(FIRST, "notice"), (SECOND, "notice")]


def test_saving_the_same_numbers_again_tells_and_records_nothing(database: Database) -> None:
    numbers = build_numbers(database)
    numbers.change(MARIA, (FIRST,), "sv", NOW)
    take_messages(database, "mail")
    assert numbers.change(MARIA, (FIRST,), "sv", NOW) is False
    assert take_messages(database, "mail") == []
    assert list_tags(database) == ["numbers.changed"]


@pytest.mark.parametrize("stated", [(FIRST, SECOND, THIRD), (FIRST, FIRST)])
def test_three_numbers_or_the_same_twice_are_never_stored(
    database: Database, stated: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="at most two"):
        build_numbers(database).change(MARIA, stated, "sv", NOW)
    assert e164s(database) == ()


def test_one_persons_change_leaves_another_persons_numbers(database: Database) -> None:
    numbers = build_numbers(database)
    numbers.change(MARIA, (FIRST,), "sv", NOW)
    numbers.change(GUNILLA, (FIRST, SECOND), "sv", NOW)
    numbers.change(GUNILLA, (), "sv", NOW)
    assert e164s(database) == (FIRST,)


def test_a_form_sent_many_times_at_once_is_saved_without_a_fault(database: Database) -> None:
    numbers = build_numbers(database)
    together(lambda _: numbers.change(MARIA, (FIRST, SECOND), "sv", NOW), 20)
    assert e164s(database) == (FIRST, SECOND)


def test_two_forms_at_once_leave_one_of_them_whole(database: Database) -> None:
    numbers = build_numbers(database)
    numbers.change(MARIA, (FIRST, SECOND), "sv", NOW)
    forms = ((SECOND, FIRST), (THIRD,))
    together(lambda which: numbers.change(MARIA, forms[which % 2], "sv", NOW), 20)
    assert e164s(database) in forms
