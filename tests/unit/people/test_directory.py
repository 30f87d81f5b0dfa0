"""Each realm's directory is asked about its own people, and no other."""

from dataclasses import replace

from idp.people.directory import Directories, Right, Wrong
from tests.support.methods import MARIA, NOW
from tests.unit.people.small_directory import PASSWORD, SmallDirectory

TEACHER = replace(MARIA, person_id="p-teacher", realm="skola")


def build_directories() -> Directories:
    town = SmallDirectory()
    town.employ(MARIA)
    town.employ(TEACHER)
    return Directories({"adm": town.open("adm"), "skola": town.open("skola")})


def test_one_username_is_two_people_in_two_realms() -> None:
    directories = build_directories()
    assert directories.check_password("adm", "margra001", PASSWORD, NOW) == Right(MARIA)
    assert directories.check_password("skola", "margra001", PASSWORD, NOW) == Right(TEACHER)


def test_a_realm_that_does_not_exist_is_a_wrong_password() -> None:
    assert build_directories().check_password("other", "margra001", PASSWORD, NOW) == Wrong()


def test_a_person_is_found_in_whichever_realm_knows_them() -> None:
    directories = build_directories()
    assert directories.find_person("p-teacher", NOW) == TEACHER
    assert directories.find_person("p-nobody", NOW) is None
