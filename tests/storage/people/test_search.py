"""People of the local directory are found by the beginnings of their words, each once, a page at a time."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from idp.people.finding import Position, Wanted, read_words
from idp.people.local import Account
from idp.people.person import Person
from idp.storage.people.search import PeopleSearch, search_by_word
from idp.storage.unit_of_work import Database
from tests.support.methods import MARIA

ANNA = replace(
    MARIA,
    person_id="p-anna",
    username="annand001",
    name="Anna Andersson",
    given_name="Anna",
    family_name="Andersson",
    email="anna.andersson@havsvik.example",
    groups=frozenset({"alla-anstallda"}),
)
ANDERS = replace(
    ANNA,
    person_id="p-anders",
    username="andlun001",
    name="Anders Lund",
    given_name="Anders",
    family_name="Lund",
    realm="skola",
    email="anders.lund@havsvik.example",
    groups=frozenset({"alla-anstallda", "lonehandlaggare"}),
)
SHY = replace(
    ANNA,
    person_id="p-shy",
    username="annber001",
    name="Anna Berg",
    family_name="Berg",
    email="anna.berg@havsvik.example",
    is_protected=True,
    alias="Medarbetare 311",
    groups=frozenset({"alla-anstallda", "lonehandlaggare"}),
)


@pytest.fixture
def full(database: Database) -> Database:
    """A directory of four."""
    with database.begin() as stores:
        for person in (MARIA, ANNA, ANDERS, SHY):
            assert stores.people.add(Account(person, "hash"), person.username)
    return database


def walk(database: Database, wanted: Wanted, limit: int = 50) -> Iterator[str]:
    """Yield the ids of everybody who is found, page after page."""
    after: Position | None = None
    while True:
        with database.read() as stores:
            page = stores.people_index.find_people(wanted, after, limit)
        yield from (one.person.person_id for one in page)
        if len(page) < limit:
            return
        after = page[-1].position


def find(database: Database, typed: str = "", limit: int = 50, **wanted: object) -> list[str]:
    return list(walk(database, Wanted(words=read_words(typed), **wanted), limit))  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_somebody_of_whom_two_words_begin_alike_is_found_once(full: Database, limit: int) -> None:
    assert sorted(find(full, "an", limit)) == ["p-anders", "p-anna"]
    assert sorted(find(full, "an", limit, sees_protected=True)) == ["p-anders", "p-anna", "p-shy"]


def test_every_word_narrows(full: Database) -> None:
    assert find(full, "and anna") == ["p-anna"]
    assert find(full, "anna holm") == []


def test_username_and_mail_find_too(full: Database) -> None:
    assert find(full, "margra0") == ["p-maria"]
    assert find(full, "anders.lund@") == ["p-anders"]


def test_a_protected_person_is_found_by_name_only_by_whoever_sees_them(full: Database) -> None:
    assert find(full, "berg") == []
    assert find(full, "annber001") == []
    assert find(full, "311") == ["p-shy"]
    assert find(full, "berg", sees_protected=True) == ["p-shy"]


def test_realm_and_group_narrow_with_words_and_without(full: Database) -> None:
    assert find(full, "an", realm="skola") == ["p-anders"]
    assert find(full, "m", group="lonehandlaggare") == ["p-maria", "p-shy"]
    assert find(full, "m", group="nobody-is-in-it") == []
    assert find(full, group="lonehandlaggare", realm="skola", limit=1) == ["p-anders"]
    assert find(full, realm="adm", limit=1) == ["p-anna", "p-shy", "p-maria"]
    assert len(find(full, limit=1)) == 4


def test_marks_that_mean_something_elsewhere_mean_nothing(full: Database) -> None:
    assert find(full, "%") == find(full, "_") == find(full, "an%") == find(full, "'") == []


def test_a_changed_name_finds_and_the_old_one_no_longer(full: Database) -> None:
    with full.begin() as stores:
        assert stores.people.change(
            replace(ANNA, name="Anna Bok", family_name="Bok", groups=frozenset({"x"}))
        )
    assert find(full, "bok") == ["p-anna"]
    assert find(full, "andersson") == []
    assert find(full, group="x") == ["p-anna"]


def test_whoever_becomes_protected_is_hidden_at_once(full: Database) -> None:
    with full.begin() as stores:
        stores.people.change(replace(ANNA, is_protected=True, alias="Medarbetare 5"))
    assert find(full, "andersson") == []
    assert find(full, "medarbetare 5") == ["p-anna"]


def test_an_account_that_is_not_added_leaves_no_words(full: Database) -> None:
    twin: Person = replace(ANNA, person_id="p-twin", name="Tvilling Tvillingsson")
    with full.begin() as stores:
        assert not stores.people.add(Account(twin, "hash"), twin.username)
    assert find(full, "tvilling") == []


def test_words_within_a_small_group(full: Database) -> None:
    assert find(full, "an", limit=1, group="lonehandlaggare") == ["p-anders"]
    assert find(full, "an", limit=1, group="lonehandlaggare", realm="adm") == []
    assert find(full, "an", group="nobody-is-in-it") == []


def test_words_within_a_group_that_is_not_small(full: Database) -> None:
    wanted = Wanted(read_words("an"), group="alla-anstallda")
    with full.engine.connect() as connection:
        search = PeopleSearch(connection, few=1)
        (first,) = search.find_people(wanted, None, 1)
        rest = search.find_people(wanted, first.position, 9)
    assert sorted(one.person.person_id for one in (first, *rest)) == ["p-anders", "p-anna"]
    assert first.position[0].startswith("an")


def test_the_word_that_finds_fewest_is_looked_along_on_every_page(full: Database) -> None:
    with full.begin() as stores:
        for number in range(5):
            person = replace(
                ANNA, person_id=f"p-{number}", username=f"zak{number}", email=f"zak{number}@x.example"
            )
            assert stores.people.add(Account(person, "hash"), person.username)
    found = find(full, "a zak", limit=2)
    assert found == ["p-0", "p-1", "p-2", "p-3", "p-4"]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(("anna", "lind")), "ix_people_words_word_person_id"),
        (Wanted(("anna",), group="g"), "ix_people_words_word_person_id"),
        (Wanted(("anna",), realm="adm"), "ix_people_words_word_person_id"),
    ],
)
def test_a_search_is_answered_by_the_index_of_words(
    sqlite_database: Database, wanted: Wanted, index: str
) -> None:
    question = search_by_word(wanted, wanted.words, wanted.group).limit(51)
    with sqlite_database.engine.connect() as connection:
        compiled = question.compile(connection, compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]
    assert any(
        f"SEARCH people_words USING COVERING INDEX {index}" in step
        or f"SEARCH people_words USING INDEX {index}" in step
        for step in plan
    ), plan
    assert not any("TEMP B-TREE" in step or "SCAN" in step for step in plan), plan
