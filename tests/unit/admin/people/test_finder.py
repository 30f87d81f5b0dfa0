"""A search shows what the searcher may see, says which realms show less, and never says what was searched for."""

from dataclasses import replace
from datetime import datetime

import pytest

from idp.admin.actor import Forbidden
from idp.admin.people.envelope import BadEnvelope, Envelopes
from idp.admin.people.finder import Asked, Finder, Note
from idp.people.directory import DirectoryUnavailable
from idp.people.local import Account
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.employees import MARIA, NOON
from tests.support.people_desk import ANNA, MIKAEL, OWNER, TRUSTED, Desks, build_desks
from tests.support.store_keys import STORE_KEYS

SHY = replace(
    MARIA,
    person_id="p-shy",
    username="annber001",
    name="Anna Berg",
    is_protected=True,
    alias="Medarbetare 311",
)


@pytest.fixture
def desks(sqlite_database: Database) -> Desks:
    desks = build_desks(sqlite_database)
    with sqlite_database.begin() as stores:
        assert stores.people.add(Account(SHY, "hash"), SHY.username)
    return desks


class Elsewhere:
    """A directory that is not ours."""

    def __init__(self, *people: Person, is_cut: bool = False, is_away: bool = False) -> None:
        self.people, self.is_cut, self.is_away = people, is_cut, is_away

    def find_like(self, words: tuple[str, ...], most: int, now: datetime) -> tuple[tuple[Person, ...], bool]:
        if self.is_away:
            raise DirectoryUnavailable
        return self.people[:most], self.is_cut


def find(desks: Desks, **asked: object) -> list[str]:
    return [line.name for line in desks.finder.find(ANNA, Asked(**asked), NOON).lines]  # type: ignore[arg-type]


def with_distant(desks: Desks, elsewhere: Elsewhere) -> Finder:
    return replace(desks.finder, distant={"skola": elsewhere})


def test_people_are_found_and_the_trail_is_not_told_whom(desks: Desks) -> None:
    assert find(desks, typed="maria margra") == ["Maria Granhage"]
    event = desks.last_event()
    assert event["tag"] == "people.searched"
    assert "margra" not in event["fields"]
    assert '"word_count":2' in event["fields"]


def test_a_protected_person_is_an_alias_found_by_the_alias(desks: Desks) -> None:
    assert find(desks, typed="berg") == []
    assert find(desks, typed="311") == ["Medarbetare 311"]
    (line,) = desks.finder.find(ANNA, Asked("311"), NOON).lines
    assert (line.username, line.unit) == ("", "")
    (line,) = desks.finder.find(TRUSTED, Asked("berg"), NOON).lines
    assert line.name == "Anna Berg"


def test_pages_follow_each_other_and_hold_everybody_once(desks: Desks) -> None:
    seen: list[str] = []
    after = None
    while True:
        listed = desks.finder.find(ANNA, Asked(after=after, limit=2), NOON)
        seen += [line.person_id for line in listed.lines]
        after = listed.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 7


def test_a_place_in_the_list_says_nothing_and_is_good_for_one_searcher(desks: Desks) -> None:
    after = desks.finder.find(ANNA, Asked("mar", limit=1), NOON).after
    assert after
    assert "mar" not in after
    desks.finder.find(ANNA, Asked("mar", after=after), NOON)
    for actor, text in ((MIKAEL, after), (ANNA, after[:-2]), (ANNA, "å"), (ANNA, "!")):
        with pytest.raises(BadEnvelope):
            desks.finder.find(actor, Asked("mar", after=text), NOON)


def test_an_envelope_of_another_kind_is_no_place(desks: Desks) -> None:
    other = Envelopes(STORE_KEYS.sealer).close(ANNA, {"after": "x"})
    with pytest.raises(BadEnvelope):
        desks.finder.find(ANNA, Asked(after=other), NOON)


def test_whoever_may_not_see_people_finds_nobody(desks: Desks) -> None:
    with pytest.raises(Forbidden):
        desks.finder.find(OWNER, Asked("maria"), NOON)


def test_another_directory_is_asked_once_and_says_when_it_has_more(desks: Desks) -> None:
    astrid = replace(MARIA, person_id="p-astrid", realm="skola", name="Åstrid Mard")
    listed = with_distant(desks, Elsewhere(astrid, is_cut=True)).find(ANNA, Asked("astrid"), NOON)
    assert [line.name for line in listed.lines] == ["Åstrid Mard"]
    assert listed.notes == (("skola", Note.CUT),)


def test_a_protected_person_of_another_directory_is_found_as_one_of_ours_is(desks: Desks) -> None:
    finder = with_distant(desks, Elsewhere(replace(SHY, realm="skola")))
    assert finder.find(ANNA, Asked("berg"), NOON).lines == ()
    assert len(finder.find(TRUSTED, Asked("berg"), NOON).lines) == 2


def test_a_directory_that_is_away_is_said_to_be_and_the_rest_is_shown(desks: Desks) -> None:
    listed = with_distant(desks, Elsewhere(is_away=True)).find(ANNA, Asked("margra001"), NOON)
    assert (len(listed.lines), listed.notes) == (1, (("skola", Note.AWAY),))


@pytest.mark.parametrize("asked", [Asked(), Asked("maria", group="alla-anstallda")])
def test_another_directory_is_searched_by_words_alone(desks: Desks, asked: Asked) -> None:
    assert with_distant(desks, Elsewhere()).find(ANNA, asked, NOON).notes == (("skola", Note.WORDS_ONLY),)


def test_a_realm_that_is_not_asked_for_says_nothing(desks: Desks) -> None:
    assert with_distant(desks, Elsewhere(is_away=True)).find(ANNA, Asked("m", realm="adm"), NOON).notes == ()


def test_a_name_that_no_group_can_have_finds_nobody_and_breaks_nothing(desks: Desks) -> None:
    assert find(desks, group="\0x") == []
    assert find(desks, realm="nowhere\0") == []
