"""Hardware tokens: every code once, only for whom the token is handed out to, and found again when it lost count."""

from base64 import b32encode
from datetime import timedelta

import pytest

from idp.methods.attempt import Rejected, Rejection, Verified
from idp.methods.tokens.cupboard import Taken
from idp.methods.tokens.draft import Draft
from idp.methods.tokens.token import State, Token
from idp.methods.tokens.tokens import BETWEEN
from idp.methods.tokens.wrong import Fault, Wrong
from idp.sealing import SealBroken
from idp.storage.methods.tokens import hardware_tokens as table
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA, NOW, STEP, dump, list_tags, take_messages
from tests.support.statements import watch_statements
from tests.support.together import together
from tests.support.tokens import (
    PRESSED,
    SEED,
    TIMED,
    add_token,
    build_cupboard,
    build_tokens,
    give_token,
)

LATER = NOW + timedelta(minutes=1)
VERIFIED = Verified("token")
WRONG, USED = Rejected(Rejection.WRONG), Rejected(Rejection.USED)
OUT_OF_STEP = Rejected(Rejection.OUT_OF_STEP)
OTHER_SEED = b32encode(b"another seed of a token").decode()


def find(database: Database, serial: str = "VK-1001") -> Token:
    token = build_cupboard(database).find(serial)
    assert token is not None
    return token


def test_a_press_signs_in_once(database: Database) -> None:
    gadget, tokens = give_token(database), build_tokens(database)
    code = gadget.press()
    assert tokens.verify(GUNILLA.person_id, code, NOW) == VERIFIED
    assert tokens.verify(GUNILLA.person_id, code, NOW) == USED
    assert list_tags(database)[-2:] == ["factor.ok", "factor.reused"]
    assert tokens.list(GUNILLA.person_id)[0].last_used_at == NOW


def test_nine_presses_nobody_typed_do_no_harm_and_are_used_up(database: Database) -> None:
    gadget, tokens = give_token(database), build_tokens(database)
    skipped = [gadget.press() for _ in range(9)]
    assert tokens.verify(GUNILLA.person_id, gadget.press(), NOW) == VERIFIED
    assert {tokens.verify(GUNILLA.person_id, code, NOW) for code in skipped} == {WRONG}


def test_a_token_that_lost_count_is_known_and_two_codes_in_a_row_set_it_right(database: Database) -> None:
    gadget, tokens = give_token(database), build_tokens(database)
    for _ in range(40):
        gadget.press()
    first = gadget.press()
    assert tokens.verify(GUNILLA.person_id, first, NOW) == OUT_OF_STEP
    second = gadget.press()
    assert tokens.verify(GUNILLA.person_id, f"{first}{BETWEEN}{second}", NOW) == VERIFIED
    assert tokens.verify(GUNILLA.person_id, gadget.press(), NOW) == VERIFIED


def test_two_codes_that_set_a_token_right_cannot_be_typed_again(database: Database) -> None:
    gadget, tokens = give_token(database), build_tokens(database)
    pair = f"{gadget.press()}{BETWEEN}{gadget.press()}"
    assert tokens.verify(GUNILLA.person_id, pair, NOW) == VERIFIED
    assert tokens.verify(GUNILLA.person_id, pair, NOW) == USED
    first, second = pair.split(BETWEEN)
    assert tokens.verify(GUNILLA.person_id, first, NOW) == WRONG
    assert tokens.verify(GUNILLA.person_id, f"{second}{BETWEEN}{gadget.press()}", NOW) == WRONG


@pytest.mark.parametrize("typed", ["", BETWEEN, f"1{BETWEEN}2{BETWEEN}3", "x" * 5000, "\ud800"])
def test_nonsense_is_a_wrong_code(sqlite_database: Database, typed: str) -> None:
    give_token(sqlite_database)
    assert build_tokens(sqlite_database).verify(GUNILLA.person_id, typed, NOW) == WRONG


def test_of_fifty_uses_of_one_press_at_once_one_is_verified(database: Database) -> None:
    gadget, tokens = give_token(database), build_tokens(database)
    code = gadget.press()
    attempts = together(lambda _: tokens.verify(GUNILLA.person_id, code, NOW))
    assert attempts.count(VERIFIED) == 1
    assert attempts.count(USED) == 49


def test_of_fifty_uses_of_one_pair_at_once_one_is_verified(database: Database) -> None:
    gadget, tokens = give_token(database, make=TIMED), build_tokens(database)
    pair = f"{gadget.at(NOW, 20)}{BETWEEN}{gadget.at(NOW, 21)}"
    attempts = together(lambda _: tokens.verify(GUNILLA.person_id, pair, NOW))
    assert attempts.count(VERIFIED) == 1


def test_of_fifty_uses_of_one_step_at_once_one_is_verified(database: Database) -> None:
    gadget, tokens = give_token(database, make=TIMED), build_tokens(database)
    attempts = together(lambda _: tokens.verify(GUNILLA.person_id, gadget.at(NOW), NOW))
    assert attempts.count(VERIFIED) == 1


def test_a_clock_that_drifts_is_followed_a_step_at_a_time(database: Database) -> None:
    gadget, tokens = give_token(database, make=TIMED), build_tokens(database)
    for week in range(1, 6):
        moment = NOW + week * timedelta(days=7)
        assert tokens.verify(GUNILLA.person_id, gadget.at(moment, drift=week), moment) == VERIFIED
        assert find(database).drift == week
    assert tokens.verify(GUNILLA.person_id, gadget.at(moment + STEP, drift=7), moment + STEP) == OUT_OF_STEP


def test_a_clock_that_stood_still_is_set_right_by_two_codes(database: Database) -> None:
    gadget, tokens = give_token(database, make=TIMED), build_tokens(database)
    assert tokens.verify(GUNILLA.person_id, gadget.at(NOW, -30), NOW) == OUT_OF_STEP
    pair = f"{gadget.at(NOW, -30)}{BETWEEN}{gadget.at(NOW, -29)}"
    assert tokens.verify(GUNILLA.person_id, pair, NOW) == VERIFIED
    assert tokens.verify(GUNILLA.person_id, gadget.at(LATER, -29), LATER) == VERIFIED


def test_a_token_signs_in_nobody_but_its_person(database: Database) -> None:
    gadget, tokens = give_token(database), build_tokens(database)
    assert tokens.verify(MARIA.person_id, gadget.press(), NOW) == WRONG


def test_any_of_several_tokens_signs_in(database: Database) -> None:
    give_token(database)
    other, tokens = give_token(database, serial="VK-1002", seed=OTHER_SEED), build_tokens(database)
    assert tokens.verify(GUNILLA.person_id, other.press(), NOW) == VERIFIED


def test_a_token_is_handed_out_once_and_its_person_is_told(database: Database) -> None:
    token = add_token(database)
    cupboard = build_cupboard(database)
    given = together(lambda turn: cupboard.hand_out(token, (GUNILLA, MARIA)[turn % 2], "sv", NOW))
    assert given.count(True) == 1
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv token_added"]
    assert list_tags(database) == ["tokens.imported", "token.handed_out"]


def test_a_token_taken_back_serves_the_next_person_and_the_first_no_more(database: Database) -> None:
    gadget, cupboard, tokens = give_token(database), build_cupboard(database), build_tokens(database)
    seen = gadget.press()
    assert cupboard.take(find(database), GUNILLA, State.RETURNED, "sv", NOW) is True
    assert tokens.verify(GUNILLA.person_id, gadget.press(), NOW) == WRONG
    assert cupboard.hand_out(find(database), MARIA, "sv", LATER) is True
    assert tokens.verify(GUNILLA.person_id, seen, LATER) == WRONG
    assert tokens.verify(MARIA.person_id, gadget.press(), LATER) == VERIFIED
    assert find(database).state is State.HANDED_OUT


def test_what_the_first_person_used_is_used_for_the_next(database: Database) -> None:
    gadget, cupboard, tokens = give_token(database), build_cupboard(database), build_tokens(database)
    used = gadget.press()
    tokens.verify(GUNILLA.person_id, used, NOW)
    cupboard.take(find(database), GUNILLA, State.RETURNED, "sv", NOW)
    cupboard.hand_out(find(database), MARIA, "sv", LATER)
    assert tokens.verify(MARIA.person_id, used, LATER) == USED


def test_a_lost_token_signs_nobody_in_and_is_handed_out_to_nobody(database: Database) -> None:
    gadget, tokens = give_token(database), build_tokens(database)
    take_messages(database, "mail")
    token_id = tokens.list(GUNILLA.person_id)[0].token_id
    assert tokens.report_lost(MARIA, token_id, "sv", NOW) is False
    assert tokens.report_lost(GUNILLA, token_id, "sv", NOW) is True
    assert tokens.verify(GUNILLA.person_id, gadget.press(), NOW) == WRONG
    assert build_cupboard(database).hand_out(find(database), MARIA, "sv", NOW) is False
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv token_removed"]
    assert tokens.report_lost(GUNILLA, token_id, "sv", NOW) is False


def test_a_lost_token_that_turns_up_is_taken_back_into_the_cupboard(database: Database) -> None:
    give_token(database)
    cupboard = build_cupboard(database)
    assert cupboard.take(find(database), GUNILLA, State.LOST, "sv", NOW) is True
    assert cupboard.take(find(database), None, State.RETURNED, "sv", NOW) is True
    assert [token.serial for token in cupboard.list(State.RETURNED)] == ["VK-1001"]
    assert cupboard.hand_out(find(database), MARIA, "sv", NOW) is True


def test_a_token_that_moved_meanwhile_is_not_taken(database: Database) -> None:
    give_token(database)
    seen = find(database)
    cupboard = build_cupboard(database)
    assert cupboard.take(seen, GUNILLA, State.RETURNED, "sv", NOW) is True
    assert cupboard.take(seen, GUNILLA, State.LOST, "sv", NOW) is False


def test_the_helpdesk_sets_a_token_right_whoever_has_it(database: Database) -> None:
    gadget, cupboard = give_token(database), build_cupboard(database)
    for _ in range(60):
        gadget.press()
    pair = gadget.press(), gadget.press()
    assert cupboard.set_right(find(database), (pair[1], pair[0]), NOW) is False
    assert cupboard.set_right(find(database), pair, NOW) is True
    assert cupboard.set_right(find(database), pair, NOW) is False
    assert build_tokens(database).verify(GUNILLA.person_id, gadget.press(), NOW) == VERIFIED
    assert "token.set_right" in list_tags(database)


def test_a_token_in_the_cupboard_is_set_right_too(database: Database) -> None:
    token = add_token(database, make=TIMED)
    gadget = give_token(database, serial="VK-1002", make=TIMED)
    assert build_cupboard(database).set_right(token, (gadget.at(NOW, 9), gadget.at(NOW, 10)), NOW) is True
    assert (find(database).drift, find(database).last_used_at) == (10, None)


def test_a_number_is_added_once_and_then_nothing_of_its_file_is(database: Database) -> None:
    add_token(database)
    cupboard = build_cupboard(database)
    drafts = (
        Draft(2, "VK-2000", PRESSED, SEED),
        Draft(3, "VK-1001", PRESSED, SEED),
        Draft(4, "VK-2000", PRESSED, SEED),
    )
    assert cupboard.check(drafts) == (Fault(3, Wrong.HELD, "VK-1001"), Fault(4, Wrong.TWICE, "VK-2000", "2"))
    with pytest.raises(Taken):
        cupboard.add(drafts, NOW)
    assert [token.serial for token in cupboard.list()] == ["VK-1001"]


def test_a_number_twice_in_what_is_added_adds_nothing(database: Database) -> None:
    twice = (Draft(2, "VK-2000", PRESSED, SEED), Draft(3, "VK-2000", PRESSED, SEED))
    with pytest.raises(Taken):
        build_cupboard(database).add(twice, NOW)
    assert build_cupboard(database).list() == ()


def test_a_long_file_is_looked_up_and_added_in_few_statements(database: Database) -> None:
    cupboard = build_cupboard(database)
    drafts = tuple(Draft(line, f"VK-{line:04}", PRESSED, SEED) for line in range(600))
    with watch_statements(database) as statements:
        assert cupboard.check(drafts) == ()
        cupboard.add(drafts, NOW)
    assert len(statements) < 20
    assert len(cupboard.list()) == 600


def test_a_copy_of_the_database_holds_no_seed(database: Database) -> None:
    give_token(database)
    stolen = dump(database)
    assert SEED.encode() not in stolen
    assert b"12345678901234567890" not in stolen


def test_a_seed_copied_to_another_token_does_not_open(database: Database) -> None:
    sealed = add_token(database).sealed_secret
    gadget = give_token(database, serial="VK-1002", seed=OTHER_SEED)
    with database.engine.begin() as connection:
        connection.execute(table.update().where(table.c.serial == "VK-1002").values(sealed_secret=sealed))
    with pytest.raises(SealBroken):
        build_tokens(database).verify(GUNILLA.person_id, gadget.press(), NOW)
