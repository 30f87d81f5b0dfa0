"""Provisioning: one conditional write a change, an index of groups that is always right, conditions alike on each database."""

from dataclasses import replace
from datetime import timedelta
from typing import Any as Anything

import pytest
from sqlalchemy import update

from idp.admin.permissions import Role
from idp.admin.roles.grants import RoleGrant
from idp.admin.scim.entry import Entry, Group, Member
from idp.admin.scim.filter import Operator
from idp.admin.scim.store import Written
from idp.admin.scim.where import (
    EVERYBODY,
    NOBODY,
    All,
    Any,
    Compared,
    Field,
    InGroup,
    Loose,
    Neither,
    Order,
    Perhaps,
    Where,
)
from idp.people.local import Account
from idp.people.person import Person
from idp.storage.people.memberships import name_group
from idp.storage.people.people import people
from idp.storage.people.words import load_words
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA, NOW
from tests.support.statements import watch_statements
from tests.support.together import together

LATER = NOW + timedelta(hours=1)
CLERKS = Group("g-clerks", "handlaggare", 1, NOW, NOW, external_id="hr-7")


def add(database: Database, person: Person = MARIA, external_id: str | None = None) -> Entry:
    with database.begin() as stores:
        entry = Entry(person, 1, NOW, external_id)
        assert stores.provisioning.add(entry, person.username.casefold(), "hash") is Written.DONE
    return entry


def find(database: Database, person_id: str = MARIA.person_id) -> Entry:
    with database.read() as stores:
        found = stores.provisioning.find(person_id)
    assert found is not None
    return found


def find_group(database: Database, group_id: str) -> Group:
    with database.read() as stores:
        found = stores.local_groups.find(group_id)
    assert found is not None
    return found


def search(database: Database, where: Where, order: Order = Order()) -> list[str]:  # noqa: B008 - frozen
    with database.read() as stores:
        found = stores.provisioning.search(where, order, 0, 100)
        assert stores.provisioning.count(where) == len(found)
    return [entry.person.person_id for entry in found]


def test_a_person_comes_back_whole_with_the_first_version(database: Database) -> None:
    entry = add(database, replace(MARIA, personal_number="197503259280"), external_id="hr-1")
    assert find(database) == entry


def test_a_change_over_another_version_changes_nothing(database: Database) -> None:
    entry = add(database)
    with database.begin() as stores:
        assert stores.provisioning.change(replace(entry, version=2), entry, "x") is Written.MOVED
        assert stores.provisioning.change_password(replace(entry, version=2), "x") is Written.MOVED
        assert stores.provisioning.remove(replace(entry, version=2)) is Written.MOVED
    assert find(database) == entry


def change(database: Database, before: Entry, **changes: Anything) -> tuple[Entry, str]:
    """Change a person; return them as they are stored now, and the statements that it took."""
    with watch_statements(database) as statements, database.begin() as stores:
        after = replace(before, person=replace(before.person, **changes))
        assert stores.provisioning.change(before, after, MARIA.username) is Written.DONE
    assert find(database) == replace(after, version=before.version + 1)
    return find(database), " ".join(statements)


def test_groups_and_words_are_written_when_they_change_and_otherwise_let_be(database: Database) -> None:
    entry = add(database, replace(MARIA, groups=frozenset({"ekonomi"})))
    titled, statements = change(database, entry, title="Chef")
    assert "memberships" not in statements
    assert "people_words" not in statements
    renamed, statements = change(database, titled, family_name="Ekdal")
    assert "people_words" in statements
    with database.engine.connect() as connection:
        assert "ekdal" in {word for word, *_ in load_words(connection, [MARIA.person_id])[MARIA.person_id]}
    change(database, renamed, groups=frozenset({"lon"}))
    assert [find_group(database, name_group(name, 0)).size for name in ("ekonomi", "lon")] == [0, 1]


def test_of_fifty_who_change_one_version_one_succeeds(database: Database) -> None:
    entry = add(database)

    def try_change(number: int) -> Written:
        with database.begin() as stores:
            changed = replace(entry, person=replace(MARIA, title=f"{number}"))
            return stores.provisioning.change(entry, changed, MARIA.username)

    written = together(try_change)
    assert (written.count(Written.DONE), written.count(Written.MOVED)) == (1, 49)
    assert find(database).version == 2


def test_a_username_that_another_has_is_refused_and_the_transaction_goes_on(database: Database) -> None:
    add(database, GUNILLA)
    entry = add(database)
    with database.begin() as stores:
        assert stores.provisioning.add(entry, "new", "hash") is Written.TAKEN
        assert stores.provisioning.change(entry, entry, GUNILLA.username) is Written.TAKEN
        assert stores.provisioning.change(entry, entry, "brand-new") is Written.DONE
        assert stores.people.find_account("adm", "brand-new") is not None


def test_every_other_change_of_a_person_is_a_version_too(database: Database) -> None:
    add(database)
    with database.begin() as stores:
        stores.people.set_active(MARIA.person_id, False, LATER)
        stores.people.change(replace(MARIA, title="Chef"))
        stores.people.set_password(MARIA.person_id, "hash-2", LATER)
        stores.people.replace_hash(MARIA.person_id, "hash-2", "the same password hashed anew")
    assert find(database).version == 4


def test_a_removed_person_leaves_nothing_to_sign_in_with_and_a_free_username(database: Database) -> None:
    entry = add(database, replace(MARIA, groups=frozenset({"ekonomi"})))
    group_id = name_group("ekonomi", 0)
    with database.begin() as stores:
        stores.role_grants.add(RoleGrant(MARIA.person_id, Role.AUDITOR, "kommun", NOW))
        assert stores.provisioning.remove(entry) is Written.DONE
        assert stores.role_grants.list_of(MARIA.person_id) == ()
    assert find_group(database, group_id).size == 0
    with database.read() as stores:
        assert stores.provisioning.find(MARIA.person_id) is None
        assert stores.local_groups.list_joined([MARIA.person_id]) == {}
    add(database, replace(MARIA, person_id="p-new"))


def test_groups_of_records_are_indexed_whoever_writes_them(database: Database) -> None:
    with database.begin() as stores:
        stores.people.add(Account(replace(MARIA, groups=frozenset({"a", "b"})), "hash"), MARIA.username)
    a, b, c = (name_group(name, 0) for name in "abc")
    with database.begin() as stores:
        assert stores.local_groups.find_ids(["a", "b", "x"]) == {"a": a, "b": b}
        stores.people.change(replace(MARIA, groups=frozenset({"b", "c"})))
        assert stores.local_groups.list_members([a, b, c]) == {b: [MARIA.person_id], c: [MARIA.person_id]}
        assert stores.local_groups.list_joined([MARIA.person_id]) == {MARIA.person_id: sorted((b, c))}
    assert [find_group(database, one).version for one in (a, b, c)] == [3, 2, 2]


def test_who_is_in_a_group_is_listed_without_opening_anybodys_numbers(database: Database) -> None:
    add(database, replace(MARIA, groups=frozenset({"a"}), personal_number="198001139297"))
    with database.engine.begin() as connection:
        connection.execute(update(people).values(sealed_identity=b"what no key opens"))
    with database.read() as stores:
        shown = stores.local_groups.list_shown([name_group("a", 0)])
    assert shown == {name_group("a", 0): [Member(MARIA.person_id, MARIA.name, MARIA.alias, False)]}


def test_an_empty_group_exists_and_its_name_is_one_groups(database: Database) -> None:
    with database.begin() as stores:
        assert stores.local_groups.add(CLERKS) is Written.DONE
        assert stores.local_groups.add(replace(CLERKS, group_id="g-2")) is Written.TAKEN
        assert stores.local_groups.list_groups() == (CLERKS,)


def test_who_joins_has_the_group_in_their_record_and_who_leaves_has_not(database: Database) -> None:
    add(database)
    add(database, GUNILLA)
    with database.begin() as stores:
        stores.local_groups.add(CLERKS)
        stores.local_groups.join(CLERKS, [MARIA.person_id, GUNILLA.person_id], [], LATER)
        stores.local_groups.join(CLERKS, [], [GUNILLA.person_id], LATER)
    entry = find(database)
    assert (entry.person.groups, entry.version) == (MARIA.groups | {CLERKS.name}, 2)
    assert CLERKS.name not in find(database, GUNILLA.person_id).person.groups
    assert find_group(database, CLERKS.group_id).size == 1


def test_a_new_name_is_written_into_every_members_record(database: Database) -> None:
    add(database)
    with database.begin() as stores:
        stores.local_groups.add(CLERKS)
        stores.local_groups.join(CLERKS, [MARIA.person_id], [], LATER)
        renamed = replace(CLERKS, name="ekonomer", updated_at=LATER)
        assert stores.local_groups.change(renamed) is Written.DONE
    assert find(database).person.groups == MARIA.groups | {"ekonomer"}
    again = replace(MARIA, groups=frozenset({"handlaggare"}))
    with database.begin() as stores:
        stores.people.change(again)
        old = stores.local_groups.find_ids(["handlaggare"])["handlaggare"]
    assert old != CLERKS.group_id


def test_a_name_that_has_had_a_groups_computed_id_gets_the_next(database: Database) -> None:
    computed = replace(CLERKS, group_id=name_group("ny", 0), name="gammal")
    with database.begin() as stores:
        stores.local_groups.add(computed)
        stores.people.add(Account(replace(MARIA, groups=frozenset({"ny"})), "hash"), MARIA.username)
        assert stores.local_groups.find_ids(["ny"]) == {"ny": name_group("ny", 1)}


def test_a_group_is_renamed_and_removed_only_in_the_version_that_was_read(database: Database) -> None:
    with database.begin() as stores:
        stores.local_groups.add(CLERKS)
        stale = replace(CLERKS, version=7)
        assert stores.local_groups.change(stale) is Written.MOVED
        assert stores.local_groups.remove(stale) is Written.MOVED


def test_a_removed_group_is_in_nobodys_record(database: Database) -> None:
    add(database)
    with database.begin() as stores:
        stores.local_groups.add(CLERKS)
        stores.local_groups.join(CLERKS, [MARIA.person_id], [], LATER)
        assert stores.local_groups.remove(CLERKS) is Written.DONE
        assert stores.local_groups.find(CLERKS.group_id) is None
    assert find(database).person.groups == MARIA.groups


def test_of_fifty_who_let_people_into_a_group_nobody_is_lost(database: Database) -> None:
    people = [replace(MARIA, person_id=f"p-{number}", username=f"u{number}") for number in range(50)]
    for person in people:
        add(database, person)
    with database.begin() as stores:
        stores.local_groups.add(CLERKS)

    def join(number: int) -> None:
        with database.begin() as stores:
            stores.local_groups.join(CLERKS, [f"p-{number}", f"p-{(number + 1) % 50}"], [], LATER)

    together(join)
    assert find_group(database, CLERKS.group_id).size == 50
    assert all(CLERKS.name in find(database, one.person_id).person.groups for one in people)


def eq(field: Field, value: str | bool | None) -> Compared:
    return Compared(field, Operator.EQ, value)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (EVERYBODY, ["p-gunilla", "p-maria"]),
        (NOBODY, []),
        (eq(Field.EXTERNAL_ID, "hr-1"), ["p-maria"]),
        (eq(Field.EXTERNAL_ID, "HR-1"), []),
        (eq(Field.EXTERNAL_ID, None), ["p-gunilla"]),
        (Neither(eq(Field.EXTERNAL_ID, "hr-1")), ["p-gunilla"]),
        (Compared(Field.EXTERNAL_ID, Operator.NE, "hr-2"), ["p-gunilla", "p-maria"]),
        (Compared(Field.USERNAME, Operator.SW, "margra"), ["p-maria"]),
        (Compared(Field.USERNAME, Operator.CO, "%"), []),
        (Compared(Field.USERNAME, Operator.CO, "_"), []),
        (Compared(Field.USERNAME, Operator.EW, "001"), ["p-maria"]),
        (Compared(Field.UPDATED_AT, Operator.GT, NOW), []),
        (Compared(Field.CREATED_AT, Operator.LE, NOW), ["p-gunilla", "p-maria"]),
        (eq(Field.IS_ACTIVE, True), ["p-gunilla", "p-maria"]),
        (InGroup("nothing"), []),
        (All((eq(Field.REALM, "adm"), Any((eq(Field.PERSON_ID, "p-maria"), NOBODY)))), ["p-maria"]),
        (Perhaps(Loose.UNIT, Operator.EQ, "ÅLDERDOMSHEMMET ÖSTAN", False), ["p-maria"]),
        (Perhaps(Loose.UNIT, Operator.SW, "ålder", False), ["p-maria"]),
        (Perhaps(Loose.EMAIL, Operator.CO, "@", False), ["p-maria"]),
        (Perhaps(Loose.EMAIL, Operator.CO, "@", True), ["p-gunilla", "p-maria"]),
    ],
    ids=repr,
)
def test_conditions_hold_for_the_same_people_on_each_database(
    database: Database, where: Where, found: list[str]
) -> None:
    add(database, replace(MARIA, unit="Ålderdomshemmet Östan", email="m@x.se"), external_id="hr-1")
    add(database, replace(GUNILLA, email=None, is_protected=True, username="gunbyx002"))
    assert search(database, where) == found


def test_people_are_found_by_group_and_in_order(database: Database) -> None:
    add(database, replace(MARIA, groups=frozenset({"a"}), family_name="ek", is_protected=False))
    add(database, replace(GUNILLA, groups=frozenset({"a"}), family_name="Al", is_protected=False))
    where = InGroup(name_group("a", 0))
    assert search(database, where, Order(Loose.FAMILY_NAME)) == ["p-gunilla", "p-maria"]
    assert search(database, where, Order(Loose.FAMILY_NAME, is_descending=True)) == ["p-maria", "p-gunilla"]
