"""Sent codes: good once, for one sign-in of one person over one channel, for a short while and a few guesses."""

from datetime import timedelta

import pytest

from idp.config.settings import Codes
from idp.methods.attempt import Rejected, Rejection, Verified
from idp.methods.code import Channel
from idp.methods.send_code import NoDestination, Sent, TooMany, TooSoon
from idp.storage.unit_of_work import Database
from tests.support.methods import (
    GUNILLA,
    MARIA,
    NOW,
    NUMBER,
    build_checker,
    build_sender,
    dump,
    list_tags,
    take_messages,
)
from tests.support.together import together

SMS, MAIL = Channel.SMS, Channel.MAIL
SECONDS = timedelta(seconds=1)


def send(database: Database, interaction_id: str = "i1", now_after: int = 0) -> str:
    """Send Maria a text message code and return the code."""
    now = NOW + now_after * SECONDS
    sent = build_sender(database).send(interaction_id, MARIA, SMS, NUMBER, "sv", now)
    assert isinstance(sent, Sent)
    return take_messages(database, "sms", now)[-1].body


def wrong_for(code: str) -> str:
    """Return a code of the same length that is not the code."""
    return ("B" if code[0] != "B" else "C") + code[1:]


def test_the_right_code_proves_its_channel(database: Database) -> None:
    code = send(database)
    assert build_checker(database).verify("i1", MARIA.person_id, SMS, code, NOW) == Verified("sms")
    assert list_tags(database)[-2:] == ["factor.sent", "factor.ok"]


def test_a_sent_code_names_only_the_mask_and_when_another_may_follow(database: Database) -> None:
    sent = build_sender(database).send("i1", MARIA, SMS, NUMBER, "sv", NOW)
    assert isinstance(sent, Sent)
    assert (sent.masked, sent.resend_at) == ("07•• ••• •07", NOW + 30 * SECONDS)


def test_a_mailed_code_goes_to_the_directorys_address_and_dies_with_the_message(database: Database) -> None:
    sent = build_sender(database).send("i1", MARIA, MAIL, None, "en", NOW)
    (mail,) = take_messages(database, "mail")
    assert sent == Sent(mail.message_id, "ma•••@havsvik.example", NOW + 30 * SECONDS)
    assert (mail.to, mail.subject, mail.purpose) == (MARIA.email, "en code_mail", "code")
    assert mail.expires_at == NOW + 300 * SECONDS


def test_without_a_number_no_text_message_is_sent(database: Database) -> None:
    assert build_sender(database).send("i1", MARIA, SMS, None, "sv", NOW) == NoDestination()
    assert take_messages(database, "mail") == take_messages(database, "sms") == []


def test_small_letters_blanks_and_hyphens_do_not_matter(database: Database) -> None:
    code = send(database).lower()
    typed = f"  {code[:3]}-{code[3:]}\u00a0"
    assert build_checker(database).verify("i1", MARIA.person_id, SMS, typed, NOW) == Verified("sms")


def test_a_used_code_is_refused_as_used(database: Database) -> None:
    code, checker = send(database), build_checker(database)
    checker.verify("i1", MARIA.person_id, SMS, code, NOW)
    assert checker.verify("i1", MARIA.person_id, SMS, code, NOW) == Rejected(Rejection.USED)
    assert list_tags(database)[-1] == "factor.reused"


def test_a_code_is_dead_after_its_life(database: Database) -> None:
    code, checker = send(database), build_checker(database)
    at_the_end = NOW + 300 * SECONDS
    assert checker.verify("i1", MARIA.person_id, SMS, code, at_the_end) == Rejected(Rejection.EXPIRED)


def test_the_fifth_wrong_guess_kills_the_code(database: Database) -> None:
    code, checker = send(database), build_checker(database)
    left = [checker.verify("i1", MARIA.person_id, SMS, wrong_for(code), NOW) for _ in range(5)]
    assert left == [Rejected(Rejection.WRONG, attempts_left=n) for n in (4, 3, 2, 1, 0)]
    dead = Rejected(Rejection.TOO_MANY, attempts_left=0)
    assert checker.verify("i1", MARIA.person_id, SMS, code, NOW) == dead


def test_a_new_code_voids_the_one_before(database: Database) -> None:
    first = send(database)
    second, checker = send(database, now_after=30), build_checker(database)
    soon = NOW + 31 * SECONDS
    assert checker.verify("i1", MARIA.person_id, SMS, first, soon) == Rejected(
        Rejection.WRONG, attempts_left=4
    )
    assert checker.verify("i1", MARIA.person_id, SMS, second, soon) == Verified("sms")


def test_a_code_of_another_channel_is_void_too(database: Database) -> None:
    texted = send(database)
    build_sender(database).send("i1", MARIA, MAIL, None, "sv", NOW + 30 * SECONDS)
    attempt = build_checker(database).verify("i1", MARIA.person_id, SMS, texted, NOW + 31 * SECONDS)
    assert attempt == Rejected(Rejection.NONE_SENT)


@pytest.mark.parametrize(
    ("interaction_id", "person_id", "channel"),
    [("i2", MARIA.person_id, SMS), ("i1", GUNILLA.person_id, SMS), ("i1", MARIA.person_id, MAIL)],
    ids=["another sign-in", "another person", "another channel"],
)
def test_a_code_is_good_nowhere_else(
    database: Database, interaction_id: str, person_id: str, channel: Channel
) -> None:
    code, checker = send(database), build_checker(database)
    assert checker.verify(interaction_id, person_id, channel, code, NOW) == Rejected(Rejection.NONE_SENT)
    assert checker.verify("i1", MARIA.person_id, SMS, code, NOW) == Verified("sms")


def test_two_tabs_hold_two_codes(database: Database) -> None:
    first, second = send(database, "i1"), send(database, "i2", now_after=30)
    checker, soon = build_checker(database), NOW + 31 * SECONDS
    assert checker.verify("i1", MARIA.person_id, SMS, first, soon) == Verified("sms")
    assert checker.verify("i2", MARIA.person_id, SMS, second, soon) == Verified("sms")


def test_two_codes_to_one_person_are_thirty_seconds_apart_whatever_the_sign_in(database: Database) -> None:
    send(database)
    again = build_sender(database).send("i2", MARIA, MAIL, None, "sv", NOW + 29 * SECONDS)
    assert again == TooSoon(NOW + 30 * SECONDS)
    assert take_messages(database, "mail") == []


def test_the_eleventh_code_within_an_hour_waits(database: Database) -> None:
    for number in range(10):
        send(database, f"i{number}", now_after=30 * number)
    eleventh = build_sender(database).send("i11", MARIA, SMS, NUMBER, "sv", NOW + 300 * SECONDS)
    assert isinstance(eleventh, TooMany)
    assert eleventh.until >= NOW + timedelta(hours=1)


def test_codes_of_digits_are_digits(database: Database) -> None:
    settings = Codes(alphabet="digits", length=8)
    build_sender(database, settings).send("i1", MARIA, SMS, NUMBER, "sv", NOW)
    (message,) = take_messages(database, "sms")
    assert message.body.isdigit()
    assert len(message.body) == 8


def test_of_fifty_right_answers_at_once_one_is_verified_and_the_rest_are_told_it_is_used(
    database: Database,
) -> None:
    code, checker = send(database), build_checker(database)
    attempts = together(lambda _: checker.verify("i1", MARIA.person_id, SMS, code, NOW))
    assert attempts.count(Verified("sms")) == 1
    assert attempts.count(Rejected(Rejection.USED)) == 49


def test_of_fifty_wrong_guesses_at_once_five_are_judged(database: Database) -> None:
    code, checker = send(database), build_checker(database)
    attempts = together(lambda _: checker.verify("i1", MARIA.person_id, SMS, wrong_for(code), NOW))
    assert sum(isinstance(one, Rejected) and one.reason is Rejection.WRONG for one in attempts) == 5


def test_of_fifty_requests_at_once_one_code_is_sent(database: Database) -> None:
    sender = build_sender(database)
    together(lambda number: sender.send(f"i{number}", MARIA, SMS, NUMBER, "sv", NOW))
    assert len(take_messages(database, "sms")) == 1


def test_a_copy_of_the_database_holds_neither_the_code_nor_where_it_went(database: Database) -> None:
    build_sender(database).send("i1", MARIA, SMS, NUMBER, "sv", NOW)
    stolen = dump(database)
    (message,) = take_messages(database, "sms")
    assert message.body.encode() not in stolen
    assert NUMBER.e164.encode() not in stolen
