"""A file of people is looked at, and then taken in whole or not at all, on each database."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.admin.actor import Actor, Forbidden, Kind
from idp.admin.people_import.columns import Column
from idp.admin.people_import.desk import Done, NoUpload, Stopped
from idp.admin.people_import.preview import Kind as Line
from idp.admin.people_import.row import Refused, Why, WrongFile
from idp.admin.permissions import Permission
from idp.people.person import Person
from idp.storage.people.memberships import name_group
from idp.storage.stores import Stores
from idp.storage.unit_of_work import Database
from tests.support.importing import OPERATOR, build_import, look, take
from tests.support.methods import NOW, dump
from tests.support.statements import watch_statements
from tests.support.together import together

HEADS = "Användarnamn;Förnamn;Efternamn;Grupper;Anställningsnummer;Sista dag;Aktiv\n"
TOWN = (
    HEADS
    + "anna01;Anna;Ek;alla-anstallda|ekonomi;10001;;ja\n"
    + "bo02;Bo;Åberg;alla-anstallda;10002;2027-06-30;ja\n"
)
CLERK = Actor(Kind.PERSON, "p-1", frozenset({Permission.PEOPLE_WRITE}))


def find(database: Database, username: str, realm: str = "adm") -> Person:
    with database.read() as stores:
        account = stores.people.find_account(realm, username)
    assert account is not None
    return account.person


def list_tags(database: Database) -> list[str]:
    with database.begin() as stores:
        return [row.tag for row in stores.audit.load_rows()]


def test_looking_changes_nothing_and_taking_in_does_what_was_seen(database: Database) -> None:
    desk = build_import(database)
    upload_id, preview = look(desk, TOWN)
    assert preview.counts == {
        Line.ADDED: 2,
        Line.CHANGED: 0,
        Line.UNCHANGED: 0,
        Line.REFUSED: 0,
        Line.DISABLED: 0,
    }
    assert [(one.line, one.username) for one in preview.added] == [(2, "anna01"), (3, "bo02")]
    assert list_tags(database) == []
    done = desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW)
    assert done == Done(preview.counts)
    anna, bo = find(database, "anna01"), find(database, "bo02")
    assert (anna.name, anna.groups) == ("Anna Ek", frozenset({"alla-anstallda", "ekonomi"}))
    assert bo.expires_at == datetime(2027, 6, 30, 22, 0, tzinfo=UTC), (
        "the last day ends at midnight in Sweden"
    )
    assert list_tags(database) == ["person.added", "person.added", "people.imported"]
    with database.read() as stores:
        sizes = stores.local_groups.count_members(
            [name_group(name, 0) for name in ("alla-anstallda", "ekonomi")]
        )
    assert sizes == {name_group("alla-anstallda", 0): 2, name_group("ekonomi", 0): 1}


def test_many_people_of_many_groups_ask_the_database_for_few_answers(database: Database) -> None:
    groups = "|".join(f"grupp{number}" for number in range(20))
    people = "".join(f"nr{number};Nr;Ek;{groups};;;ja\n" for number in range(30))
    desk = build_import(database)
    take(desk, HEADS + f"nr0;Nr;Ek;{groups};;;ja\n")
    upload_id, preview = look(desk, HEADS + people)
    with watch_statements(database) as statements:
        desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW)
    touching = [one for one in statements if one.startswith("UPDATE local_groups")]
    joining = [one for one in statements if one.startswith("INSERT INTO memberships")]
    assert len(touching) == 1, "each group is touched once, all of them in one statement"
    assert joining, "people join groups"
    assert not any("RETURNING" in one for one in joining), "what is answered row by row is sent row by row"


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    _, preview = look(desk, TOWN)
    assert (preview.counts[Line.UNCHANGED], preview.does_something) == (2, False)


def test_columns_that_are_not_there_leave_things_alone_and_empty_cells_forget(database: Database) -> None:
    desk = build_import(database)
    take(desk, "username;given name;family name;unit;title;email\nanna01;Anna;Ek;Skolan;Lärare;a@b.se\n")
    _, preview = look(desk, "username;family name;unit\nanna01;Ek Ås;\n")
    assert [one.fields for one in preview.changed] == [("name", "family_name", "unit")]
    take(desk, "username;family name;unit\nanna01;Ek Ås;\n")
    anna = find(database, "anna01")
    assert (anna.name, anna.unit, anna.title, anna.email) == ("Anna Ek Ås", "", "Lärare", "a@b.se")


def test_each_line_that_cannot_be_kept_is_named_with_why_and_nothing_of_it(database: Database) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    text = (
        "username;realm;given name;family name;personal number;email;employee id;active;last day;alias;protected\n"
        "two words;adm;A;B;;;;;;;\n"
        "c3;mars;A;B;;;;;;;\n"
        "c4;adm;A;;;;;;;;\n"
        "c5;adm;A;B;197503259281;;;;;;\n"
        "c6;adm;A;B;;nobody;;;;;\n"
        "anna01;adm;Anna;Ek;;;10001;ja;;;\n"
        "ANNA01;adm;Anna;Ek;;;;;;;\n"
        "c9;adm;A;B;;;10002;;;;\n"
        "c10;adm;A;B;;;777;;;;\n"
        "c11;adm;A;B;;;777;;;;\n"
        "c12;adm;A;B;;;;maybe;;;\n"
        "c13;adm;A;B;;;;;2027-02-30;;\n"
        "c14;adm;A;B;;;;;;;ja\n"
        "c15;;A;B\n"
    )
    upload_id, preview = look(desk, text, realm=None)
    assert list(preview.refused) == [
        Refused(2, Why.USERNAME),
        Refused(3, Why.REALM),
        Refused(4, Why.NAMES),
        Refused(5, Why.CELL, Column.PERSONAL_NUMBER),
        Refused(6, Why.CELL, Column.EMAIL),
        Refused(8, Why.TWICE),
        Refused(9, Why.EMPLOYEE_TWICE),
        Refused(11, Why.EMPLOYEE_TWICE),
        Refused(12, Why.CELL, Column.IS_ACTIVE),
        Refused(13, Why.CELL, Column.EXPIRES_AT),
        Refused(14, Why.CELL, Column.ALIAS),
        Refused(15, Why.CELLS),
    ]
    assert desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW) is Stopped.REFUSED
    with database.read() as stores:
        assert stores.people.find_account("adm", "c10") is None, "all or nothing"


def test_what_would_do_something_else_than_was_seen_is_not_done(database: Database) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    changed = TOWN.replace(";Ek;", ";Ek Ås;")
    upload_id, preview = look(desk, changed)
    with database.begin() as stores:
        stores.people.change(replace(find_in(stores, "anna01"), title="Chef"))
    assert desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW) is Stopped.MOVED
    assert find(database, "anna01").family_name == "Ek"
    again = desk.preview(OPERATOR, upload_id, NOW)
    assert isinstance(desk.apply(OPERATOR, upload_id, again.fingerprint, NOW), Done)
    assert find(database, "anna01").family_name == "Ek Ås"


def test_what_changes_between_judging_and_writing_keeps_the_whole_file_out(database: Database) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    upload_id, preview = look(desk, TOWN.replace(";Ek;", ";Ek Ås;").replace(";Åberg;", ";Berg;"))

    def begin_late() -> AbstractContextManager[Stores]:
        with database.begin() as stores:
            stores.people.change(replace(find_in(stores, "bo02"), title="Chef"))
        return database.begin()

    late = replace(desk, begin=begin_late)
    assert late.apply(OPERATOR, upload_id, preview.fingerprint, NOW) is Stopped.MOVED
    assert [find(database, name).family_name for name in ("anna01", "bo02")] == ["Ek", "Åberg"]
    assert list_tags(database)[-1] == "people.imported", "nothing is recorded of what was not done"
    assert isinstance(desk.preview(OPERATOR, upload_id, NOW).counts, dict), "the file is kept"


def test_what_another_system_calls_somebody_is_a_change_of_them(database: Database) -> None:
    desk, heads = build_import(database), "username;given name;family name;external id\n"
    take(desk, heads + "anna01;Anna;Ek;a-1\n")
    upload_id, preview = look(desk, heads + "anna01;Anna;Ek;a-2\n")
    assert [one.fields for one in preview.changed] == [("external_id",)]
    later = NOW + timedelta(minutes=1)
    assert isinstance(desk.apply(OPERATOR, upload_id, preview.fingerprint, later), Done)
    assert find(database, "anna01").updated_at == later


def test_of_people_of_whom_a_title_changes_neither_words_nor_groups_are_looked_at(database: Database) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    upload_id, preview = look(desk, "username;title\nanna01;Chef\nbo02;Chef\n")
    with watch_statements(database) as statements:
        desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW)
    assert not any("people_words" in one or "memberships" in one for one in statements)
    assert find(database, "bo02").title == "Chef"


def test_people_of_whom_different_things_change_are_each_written_as_their_line_says(
    database: Database,
) -> None:
    desk, heads = build_import(database), "username;given name;family name;title;personal number\n"
    take(desk, heads + "a;A;Ek;Chef;198301109289\nb;B;Ås;Chef;\nc;C;Ö;Chef;\n")
    take(desk, heads + "a;A;Ek;Rektor;198301109289\nb;B;Ås;Chef;197802022389\nc;Z;Ö;Lärare;\n")
    told = [(one.name, one.title, one.personal_number) for one in (find(database, name) for name in "abc")]
    assert told == [
        ("A Ek", "Rektor", "198301109289"),
        ("B Ås", "Chef", "197802022389"),
        ("Z Ö", "Lärare", None),
    ]


def find_in(stores: object, username: str) -> Person:
    account = stores.people.find_account("adm", username)  # type: ignore[attr-defined]
    assert account is not None
    person: Person = account.person
    return person


def test_of_ten_who_take_in_one_file_one_does(database: Database) -> None:
    desk = build_import(database)
    upload_id, preview = look(desk, TOWN)

    def apply(_number: int) -> object:
        try:
            return desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW)
        except NoUpload:
            return Stopped.MOVED

    assert sum(isinstance(one, Done) for one in together(apply, 10)) == 1
    assert list_tags(database).count("people.imported") == 1


def test_an_employment_number_that_somebody_else_has_is_refused_and_one_that_is_free_is_not(
    database: Database,
) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    _, preview = look(desk, TOWN.replace("10001", "x").replace("10002", "10001").replace("x", "10002"))
    assert preview.refused == (Refused(2, Why.EMPLOYEE_TWICE), Refused(3, Why.EMPLOYEE_TWICE))
    take(desk, TOWN.replace("10002", ""))
    _, preview = look(desk, TOWN.replace("10002", "").replace("10001", "10002"))
    assert preview.is_clean


def test_those_whom_the_file_does_not_name_stay_unless_that_is_asked_for(database: Database) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    only_anna = TOWN.rpartition("bo02")[0]
    take(desk, only_anna)
    assert find(database, "bo02").is_active
    _, preview = look(desk, only_anna, disables=True)
    assert [(one.realm, one.username) for one in preview.missing] == [("adm", "bo02")]
    assert not preview.brakes, "one person is no cause for alarm"
    assert isinstance(take(desk, only_anna, disables=True), Done)
    assert not find(database, "bo02").is_active
    assert list_tags(database)[-2:] == ["person.disabled", "people.imported"]


def test_whoever_is_missing_and_changes_meanwhile_is_not_disabled_and_keeps_the_whole_file_out(
    database: Database,
) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    only_anna = TOWN.rpartition("bo02")[0].replace(";Ek;", ";Ek Ås;")

    def change_bo(title: str) -> None:
        with database.begin() as stores:
            stores.people.change(replace(find_in(stores, "bo02"), title=title))

    def begin_late() -> AbstractContextManager[Stores]:
        change_bo("Chef")
        return database.begin()

    upload_id, preview = look(desk, only_anna, disables=True)
    late = replace(desk, begin=begin_late)
    assert late.apply(OPERATOR, upload_id, preview.fingerprint, NOW) is Stopped.MOVED
    assert desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW) is Stopped.MOVED, (
        "since it was looked at"
    )
    assert (find(database, "bo02").is_active, find(database, "anna01").family_name) == (True, "Ek")
    again = desk.preview(OPERATOR, upload_id, NOW)
    assert isinstance(desk.apply(OPERATOR, upload_id, again.fingerprint, NOW), Done)
    assert not find(database, "bo02").is_active


def test_disabling_very_many_is_confirmed_by_itself(database: Database) -> None:
    desk = build_import(database)
    many = HEADS + "".join(f"u{n};U;N{n};;;;\n".replace(";;;;", ";;;;ja") for n in range(20))
    take(desk, many)
    upload_id, preview = look(desk, TOWN, disables=True)
    assert (preview.counts[Line.DISABLED], preview.brakes) == (20, True)
    assert desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW) is Stopped.BRAKE
    assert find(database, "u1").is_active
    done = desk.apply(OPERATOR, upload_id, preview.fingerprint, NOW, passes_brake=True)
    assert isinstance(done, Done)
    assert not find(database, "u1").is_active


def test_a_realm_that_the_file_does_not_name_is_left_alone(database: Database) -> None:
    desk = build_import(database)
    take(desk, "username;realm;given name;family name\na;skola;A;B\n")
    _, preview = look(desk, TOWN, disables=True)
    assert preview.counts[Line.DISABLED] == 0


def test_a_protected_identity_is_laid_open_only_by_whoever_may_see_it(database: Database) -> None:
    desk = build_import(database)
    heads = "username;given name;family name;protected;alias\n"
    take(desk, heads + "anna01;Anna;Ek;ja;Medarbetare 311\n")
    shown = heads + "anna01;Anna;Ek;nej;\n"
    _, preview = look(desk, shown, CLERK)
    assert preview.refused == (Refused(2, Why.SHOWN),)
    _, preview = look(desk, shown, OPERATOR)
    assert preview.counts[Line.CHANGED] == 1


def test_a_protected_person_who_is_missing_is_named_by_their_alias(database: Database) -> None:
    desk = build_import(database)
    heads = "username;given name;family name;protected;alias\n"
    take(desk, heads + "hemlig01;Anna;Ek;ja;Medarbetare 311\nbo02;Bo;Berg;nej;\n")
    only_bo = heads + "bo02;Bo;Berg;nej;\n"
    seen = [look(desk, only_bo, actor, disables=True)[1].missing[0].username for actor in (CLERK, OPERATOR)]
    assert seen == ["Medarbetare 311", "hemlig01"]


def test_a_file_is_its_senders_for_an_hour_and_lies_sealed(database: Database) -> None:
    desk = build_import(database)
    upload_id, _ = look(desk, TOWN + "c;C;Hemligsson;;;;ja\n")
    assert b"Hemligsson" not in dump(database)
    with pytest.raises(NoUpload):
        desk.preview(CLERK, upload_id, NOW)
    with pytest.raises(NoUpload):
        desk.preview(OPERATOR, upload_id, NOW + timedelta(hours=1))
    desk.drop(OPERATOR, upload_id, NOW)
    with pytest.raises(NoUpload):
        desk.preview(OPERATOR, upload_id, NOW)


def test_only_who_may_write_people_imports(database: Database) -> None:
    desk, reader = build_import(database), Actor(Kind.PERSON, "p-2", frozenset({Permission.PEOPLE_READ}))
    for act in (
        lambda: desk.prepare(reader, TOWN.encode(), "adm", NOW),
        lambda: desk.preview(reader, "x", NOW),
        lambda: desk.apply(reader, "x", "", NOW),
        lambda: desk.drop(reader, "x", NOW),
    ):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(WrongFile):
        desk.prepare(OPERATOR, b"", "adm", NOW)


def test_the_trail_holds_counts_and_no_name(database: Database) -> None:
    desk = build_import(database)
    take(desk, TOWN)
    with database.begin() as stores:
        fields = [row.fields for row in stores.audit.load_rows()]
    assert '"added_count":2' in fields[-1]
    assert not any("Anna" in one for one in fields)


def test_a_line_brings_nobody_what_the_clerk_may_not_give(sqlite_database: Database) -> None:
    desk = build_import(sqlite_database)
    text = HEADS + "bo02;Bo;Åberg;alla-anstallda|idp-admin;10002;;ja\n"
    assert look(desk, text, CLERK)[1].refused == (Refused(2, Why.BRINGS, Column.GROUPS),)
    assert take(desk, text) == Done(dict.fromkeys(Line, 0) | {Line.ADDED: 1})
    assert look(desk, text, CLERK)[1].is_clean, "who is in it stays"


@pytest.mark.parametrize("guess", ["198301109289", "197802022389"])
def test_no_guess_at_a_number_is_answered(sqlite_database: Database, guess: str) -> None:
    desk, heads = build_import(sqlite_database), "Användarnamn;Förnamn;Efternamn;Personnummer\n"
    assert isinstance(take(desk, f"{heads}anna01;Anna;Ek;198301109289\n"), Done)
    before, tags = find(sqlite_database, "anna01"), list_tags(sqlite_database)
    preview = look(desk, f"{heads}anna01;Anna;Ek;{guess}\n", CLERK)[1]
    assert [one.fields for one in preview.changed] == [("personal_number",)]
    assert isinstance(take(desk, f"{heads}anna01;Anna;Ek;198301109289\n", CLERK), Done)
    assert find(sqlite_database, "anna01") == before, "what does not differ is not written"
    assert list_tags(sqlite_database) == [*tags, "people.imported"]


def test_no_guess_at_a_protected_person_is_answered(sqlite_database: Database) -> None:
    desk, heads = build_import(sqlite_database), "Användarnamn;Förnamn;Efternamn;E-post;Titel"
    line = "bo02;Bo;Åberg;bo@town.test;Sekreterare"
    assert isinstance(take(desk, f"{heads};Skyddad;Alias\n{line};ja;Medarbetare 7\n"), Done)
    guesses = (line, "bo02;Per;Ek;x@town.test;Rektor")
    told = [look(desk, f"{heads}\n{guess}\n", CLERK)[1].changed[0].fields for guess in guesses]
    assert told == [("given_name", "family_name", "email", "title")] * 2
