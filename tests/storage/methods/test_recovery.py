"""Recovery codes: ten, each once, for one person, and nothing of them in a copy of the database."""

from datetime import timedelta

from idp.methods.attempt import Rejected, Rejection, Verified
from idp.storage.methods.recovery import recovery_codes as table
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA, NOW, dump, list_tags, take_messages
from tests.support.together import together
from tests.support.tokens import build_recovery

LATER = NOW + timedelta(seconds=30)
VERIFIED = Verified("recovery")
WRONG, USED = Rejected(Rejection.WRONG), Rejected(Rejection.USED)


def test_ten_codes_of_fifteen_characters_are_made_and_the_mailbox_is_told(database: Database) -> None:
    codes = build_recovery(database).make(MARIA, "sv", NOW)
    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) for code in codes} == {15}
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv recovery_made"]
    assert list_tags(database) == ["recovery.made"]


def test_each_code_is_good_once_and_its_use_is_told(database: Database) -> None:
    recovery = build_recovery(database)
    codes = recovery.make(MARIA, "sv", NOW)
    take_messages(database, "mail")
    assert [recovery.verify(MARIA, code, "sv", LATER) for code in codes] == [VERIFIED] * 10
    assert [recovery.verify(MARIA, code, "sv", LATER) for code in codes] == [USED] * 10
    assert recovery.count(MARIA.person_id).left == 0
    subjects = [mail.subject for mail in take_messages(database, "mail", LATER)]
    assert subjects == ["sv recovery_used"] * 10


def test_case_hyphens_and_blanks_do_not_matter(database: Database) -> None:
    recovery = build_recovery(database)
    one, other, third, *_ = recovery.make(MARIA, "sv", NOW)
    assert recovery.verify(MARIA, one.lower(), "sv", NOW) == VERIFIED
    assert recovery.verify(MARIA, f"  {other.replace('-', ' ')} ", "sv", NOW) == VERIFIED
    assert recovery.verify(MARIA, third.replace("-", "\u2013"), "sv", NOW) == VERIFIED


def test_of_fifty_uses_of_one_code_at_once_one_is_verified(database: Database) -> None:
    recovery = build_recovery(database)
    code = recovery.make(MARIA, "sv", NOW)[0]
    attempts = together(lambda _: recovery.verify(MARIA, code, "sv", NOW))
    assert attempts.count(VERIFIED) == 1
    assert attempts.count(USED) == 49
    assert recovery.count(MARIA.person_id).left == 9


def test_a_new_set_replaces_the_one_before(database: Database) -> None:
    recovery = build_recovery(database)
    old = recovery.make(MARIA, "sv", NOW)
    new = recovery.make(MARIA, "sv", LATER)
    assert {recovery.verify(MARIA, code, "sv", LATER) for code in old} == {WRONG}
    assert recovery.verify(MARIA, new[0], "sv", LATER) == VERIFIED
    left = recovery.count(MARIA.person_id)
    assert (left.left, left.made, left.made_at) == (9, 10, LATER)


def test_sets_made_at_once_never_become_one_of_twenty(database: Database) -> None:
    recovery = build_recovery(database)
    together(lambda _: recovery.make(MARIA, "sv", NOW), 10)
    assert recovery.count(MARIA.person_id).left == 10


def test_a_code_is_nobody_elses(database: Database) -> None:
    recovery = build_recovery(database)
    code = recovery.make(MARIA, "sv", NOW)[0]
    assert recovery.verify(GUNILLA, code, "sv", NOW) == WRONG
    assert recovery.count(GUNILLA.person_id).left == 0


def test_a_row_moved_to_another_person_is_not_theirs_to_use(database: Database) -> None:
    recovery = build_recovery(database)
    code = recovery.make(MARIA, "sv", NOW)[0]
    with database.engine.begin() as connection:
        connection.execute(table.update().values(person_id=GUNILLA.person_id))
    assert recovery.verify(GUNILLA, code, "sv", NOW) == WRONG


def test_a_copy_of_the_database_holds_no_code(database: Database) -> None:
    codes = build_recovery(database).make(MARIA, "sv", NOW)
    stolen = dump(database)
    for code in codes:
        assert code.encode() not in stolen
        assert code.replace("-", "").encode() not in stolen


def test_cleared_codes_are_gone(database: Database) -> None:
    recovery = build_recovery(database)
    code = recovery.make(MARIA, "sv", NOW)[0]
    with database.begin() as stores:
        assert stores.recovery.clear(MARIA.person_id) == 10
    assert recovery.verify(MARIA, code, "sv", NOW) == WRONG
