"""Protected people have their alias for a name in the log, and are not found by the name they hide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from idp.admin.actor import Actor, Kind
from idp.admin.audit.people import Names, find_person_id
from idp.admin.permissions import Permission
from idp.people.directory import Directories, DirectoryUnavailable, PasswordAnswer, RollCall, Wrong
from idp.people.person import Person
from tests.support.employees import ERIK, MARIA

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HIDDEN = replace(MARIA, person_id="p-hidden", username="hidden001", is_protected=True, alias="A. Alias")
READER = Actor(Kind.PERSON, "p-karin", frozenset({Permission.AUDIT_READ}))
TRUSTED = replace(READER, permissions=READER.permissions | {Permission.PEOPLE_PROTECTED})


@dataclass
class Town:
    """A directory of three; `away` answers nothing."""

    is_away: bool = False
    asked: list[str] = field(default_factory=list)

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        return Wrong()

    def call_roll(self, person_ids: object, now: datetime) -> RollCall:
        return RollCall()

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        self.asked.append(person_id)
        if self.is_away:
            raise DirectoryUnavailable
        return next((one for one in (ERIK, HIDDEN) if one.person_id == person_id), None)

    def find_people(self, person_ids: Sequence[str], now: datetime) -> Mapping[str, Person]:
        found = {one: self.find_person(one, now) for one in person_ids}
        return {one: person for one, person in found.items() if person is not None}

    def find_named(self, username: str, now: datetime) -> Person | None:
        return next((one for one in (ERIK, HIDDEN) if one.username == username), None)


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_protected_person_is_called_by_their_alias(town: Town) -> None:
    directories = Directories({"adm": town})
    assert Names(directories, READER, NOW).find("p-hidden") == "A. Alias"
    assert Names(directories, TRUSTED, NOW).find("p-hidden") == HIDDEN.name
    assert Names(directories, READER, NOW).find(ERIK.person_id) == ERIK.name
    assert Names(directories, READER, NOW).find("p-gone") is None


def test_each_person_is_looked_up_once_and_a_directory_that_is_away_is_left_alone(town: Town) -> None:
    names = Names(Directories({"adm": town}), READER, NOW)
    assert [names.find(ERIK.person_id) for _ in range(3)] == [ERIK.name] * 3
    assert town.asked == [ERIK.person_id]
    away = Names(Directories({"adm": (gone := Town(is_away=True))}), READER, NOW)
    assert [away.find("p1"), away.find("p2")] == [None, None]
    assert gone.asked == ["p1"]


def test_many_are_looked_up_in_one_question_and_then_known(town: Town) -> None:
    names = Names(Directories({"adm": town}), READER, NOW)
    names.learn(["p-hidden", ERIK.person_id, "p-gone", "p-hidden"])
    asked = list(town.asked)
    assert [names.find(one) for one in ("p-hidden", ERIK.person_id, "p-gone")] == [
        "A. Alias",
        ERIK.name,
        None,
    ]
    assert (sorted(asked), town.asked) == (sorted({"p-hidden", ERIK.person_id, "p-gone"}), asked)
    away = Names(Directories({"adm": Town(is_away=True)}), READER, NOW)
    away.learn([ERIK.person_id])
    assert away.find(ERIK.person_id) is None


def test_nobody_is_found_by_a_name_that_is_hidden(town: Town) -> None:
    directories = Directories({"adm": town})
    assert find_person_id(directories, READER, "adm", "hidden001", NOW) is None
    assert find_person_id(directories, TRUSTED, "adm", "hidden001", NOW) == "p-hidden"
    assert find_person_id(directories, READER, "adm", f" {ERIK.username.upper()} ", NOW) == ERIK.person_id
    assert find_person_id(directories, READER, "adm", "\x00", NOW) is None
