"""The account of one person of the local directory: its groups, and whether it may sign in."""

from dataclasses import replace

from sqlalchemy import text

from idp.admin.actor import Forbidden
from idp.admin.pages.people.account import word_fault
from idp.admin.people.grouping import AlwaysMoving
from idp.admin.permissions import Permission
from tests.support.console import ANNA, JOHAN, KARIN, at_console
from tests.support.employees import MARIA
from tests.support.people_desk import open_session
from tests.support.rest import build_program
from tests.support.signing_in import House

ONE = f"/admin/people/{MARIA.person_id}"


def test_an_administrator_changes_the_groups_of_one_person(house: House) -> None:
    johan = at_console(house, JOHAN, f"{ONE}/groups")
    johan.send(join="")
    assert johan.page.status_code == 422
    assert "Välj en grupp att ta personen ur" in johan.text
    gone = sorted(MARIA.groups)[0]
    johan.send(join="ekonomi\n  bygg ", leave=gone)
    assert "Grupperna är ändrade." in johan.text
    with house.database.begin() as stores:
        person = stores.people.find_person(MARIA.person_id)
    assert person is not None
    assert person.groups == MARIA.groups - {gone} | {"ekonomi", "bygg"}


def test_groups_that_cannot_be_changed_are_told_and_stay_typed(house: House) -> None:
    johan = at_console(house, JOHAN, f"{ONE}/groups")
    gone = sorted(MARIA.groups)[0]
    for join, told in (
        ("x" * 300, "kan inte användas"),
        (gone, "både bland dem"),
        ("everyone", "är ingen grupp"),
        ("g\n" * 201, "högst 200 grupper"),
    ):
        johan.send(join=join, leave=gone)
        assert johan.page.status_code == 422
        assert told in johan.text
        assert join.splitlines()[0] in johan.text


def test_the_word_for_everybody_is_offered_as_no_group_and_whoever_is_in_one_so_named_leaves_it(
    house: House,
) -> None:
    johan = at_console(house, JOHAN, f"{ONE}/groups")
    assert "systemagare" in johan.text
    assert "everyone" not in johan.text
    with house.database.begin() as stores:
        stores.people.change(replace(MARIA, groups=MARIA.groups | {"everyone"}))
    johan.open(f"{ONE}/groups").send(join="", leave="everyone")
    assert "Grupperna är ändrade." in johan.text


def test_whom_others_change_all_the_time_is_told_to_be_tried_again(house: House) -> None:
    johan = at_console(house, JOHAN, f"{ONE}/groups")
    with house.database.engine.begin() as connection:
        never = "CREATE TRIGGER moving BEFORE UPDATE ON people BEGIN SELECT RAISE(IGNORE); END"
        connection.execute(text(never))
    johan.send(join="ekonomi")
    assert johan.page.status_code == 409
    assert "Försök igen om en stund." in johan.text
    assert "ekonomi" in johan.text


def test_a_group_that_brings_what_the_actor_may_not_give_is_told_as_such() -> None:
    assert word_fault(Forbidden(Permission.PEOPLE_PROTECTED)) == "console_account.groups.brings"
    assert word_fault(AlwaysMoving()) == "console_account.groups.moving"


def test_whoever_is_kept_out_is_signed_out_at_once_and_let_in_again_later(house: House) -> None:
    open_session(house.database, MARIA.person_id, now=house.clock())
    johan = at_console(house, JOHAN, f"{ONE}/access")
    assert johan.title == "Stänga av kontot för Maria Granhage?"
    johan.send(action="bar")
    assert "Kontot är avstängt och personen är utloggad överallt." in johan.text
    assert "Får inte logga in" in johan.text
    assert house.count_live_sessions(MARIA) == 0
    johan.open(f"{ONE}/access")
    johan.send(action="bar")
    assert "Det fanns inget att göra." in johan.text
    johan.open(f"{ONE}/access").send(action="let_in")
    assert "Personen kan logga in igen." in johan.text
    assert [tag for tag in house.tags() if tag in ("person.disabled", "person.enabled")] == [
        "person.disabled",
        "person.enabled",
    ]


def test_nobody_keeps_their_own_account_and_the_helpdesk_keeps_none(house: House) -> None:
    for page in ("groups", "access"):
        assert at_console(house, JOHAN, f"/admin/people/{JOHAN.person_id}/{page}").page.status_code == 404
        assert at_console(house, ANNA, f"{ONE}/{page}").page.status_code == 403
    assert "Stäng av kontot" not in at_console(house, ANNA, ONE).text
    assert "Stäng av kontot" in at_console(house, JOHAN, ONE).text


def test_a_program_keeps_somebody_out_but_never_the_last_administrator(house: House) -> None:
    program = build_program(house, Permission.PEOPLE_WRITE)
    barred = program.call("POST", f"/people/{KARIN.person_id}/bar")
    assert (barred.status_code, barred.json) == (200, {"count": 0})
    assert program.call("POST", f"/people/{KARIN.person_id}/bar").status_code == 409
    assert program.call("POST", f"/people/{KARIN.person_id}/let-in").status_code == 204
    assert program.call("POST", f"/people/{KARIN.person_id}/let-in").status_code == 409
    assert program.call("POST", "/people/nobody/bar").status_code == 404
    last = program.call("POST", f"/people/{JOHAN.person_id}/bar")
    assert last.status_code == 409
    assert "nobody else is an administrator" in last.text
