"""What somebody can prove a second factor with is counted in one statement, and each is what its own list holds."""

from datetime import timedelta

from idp.methods.holdings import Counted
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA, NOW, build_devices, hand_out, link_app
from tests.support.tokens import build_recovery, give_token

NONE = Counted(apps=0, tokens=0, bypasses=0, recovery_codes=0)
WEEK = timedelta(days=7)


def count(database: Database, person_id: str, after: timedelta = timedelta()) -> Counted:
    with database.read() as stores:
        return stores.holdings.count(person_id, NOW + after)


def test_nobody_has_anything_before_it_is_added(database: Database) -> None:
    assert count(database, MARIA.person_id) == NONE


def test_all_that_can_be_used_is_counted_and_nothing_of_anybody_else(database: Database) -> None:
    codes = build_recovery(database).make(MARIA, "sv", NOW)
    link_app(database, MARIA)
    link_app(database, MARIA, "Surfplattan")
    give_token(database, MARIA)
    hand_out(database, MARIA)
    assert count(database, MARIA.person_id) == Counted(2, 1, 1, len(codes))
    assert count(database, GUNILLA.person_id) == NONE


def test_what_is_used_up_unconfirmed_or_over_is_not_counted(database: Database) -> None:
    recovery = build_recovery(database)
    first, *rest = recovery.make(MARIA, "sv", NOW)
    recovery.verify(MARIA, first, "sv", NOW)
    build_devices(database).start(MARIA, "Jobbtelefonen", NOW)
    hand_out(database, MARIA)
    assert count(database, MARIA.person_id, after=WEEK) == Counted(0, 0, 0, len(rest))
