"""Guessing passwords, and locking people out by guessing."""

from datetime import timedelta

import pytest

from idp.people.directory import Right, Wrong
from idp.signin.steps.password import Wait
from idp.storage.unit_of_work import Database
from tests.attacks.proving import HOME, OFFICE, build_password_step, home_address, visit_from
from tests.support.methods import LIMITS, MARIA, NOW, dump, list_tags
from tests.support.together import together
from tests.unit.people.small_directory import PASSWORD, SmallDirectory


@pytest.fixture
def town() -> SmallDirectory:
    """A directory with Maria in it."""
    town = SmallDirectory()
    town.employ()
    return town


def test_of_two_hundred_wrong_passwords_at_once_ten_are_judged(
    database: Database, town: SmallDirectory
) -> None:
    """CVE-2023-47111, CVE-2024-4629."""
    step = build_password_step(database, town)
    guess = visit_from(OFFICE)
    answers = together(
        lambda number: [step.check(guess, "adm", "margra001", f"{number}-{n}") for n in range(4)]
    )
    assert sum(answer == Wrong() for thread in answers for answer in thread) == 10
    assert town.hasher.verified == 10


def test_guessing_from_many_addresses_gains_nothing(sqlite_database: Database, town: SmallDirectory) -> None:
    """CVE-2025-64102, CVE-2024-21500."""
    step = build_password_step(sqlite_database, town)
    for number in range(100):
        step.check(visit_from(home_address(number)), "adm", "margra001", "a guess")
    assert town.hasher.verified == LIMITS.failures


def test_guessing_many_names_from_one_address_is_stopped(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    step = build_password_step(sqlite_database, town)
    for number in range(100):
        step.check(visit_from(HOME), "adm", f"name{number}", "Sommar2026!")
    assert town.hasher.verified == LIMITS.failures_per_address


def test_an_address_in_another_part_of_the_same_ipv6_network_is_the_same(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    step = build_password_step(sqlite_database, town)
    for number in range(100):
        step.check(visit_from(f"2001:db8:ffff:1::{number:x}"), "adm", f"name{number}", "Sommar2026!")
    assert town.hasher.verified == LIMITS.failures_per_address


def test_nobody_on_the_internet_locks_an_employee_out_of_the_office(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    """CVE-2024-1722."""
    step = build_password_step(sqlite_database, town)
    for number in range(300):
        step.check(visit_from(home_address(number)), "adm", "margra001", "a guess")
    assert step.check(visit_from(OFFICE), "adm", "margra001", PASSWORD) == Right(MARIA)


def test_a_whole_office_shares_one_address_without_being_stopped(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    step = build_password_step(sqlite_database, town)
    for number in range(2 * LIMITS.failures_per_address):
        step.check(visit_from(OFFICE), "adm", f"name{number}", "forgotten")
    assert step.check(visit_from(OFFICE), "adm", "margra001", PASSWORD) == Right(MARIA)


def test_right_passwords_never_fill_an_address(sqlite_database: Database, town: SmallDirectory) -> None:
    step = build_password_step(sqlite_database, town)
    answers = [step.check(visit_from(HOME), "adm", "margra001", PASSWORD) for _ in range(60)]
    assert answers == [Right(MARIA)] * 60


def test_a_right_password_of_ones_own_does_not_empty_an_address(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    step = build_password_step(sqlite_database, town)
    for number in range(100):
        step.check(visit_from(HOME), "adm", f"name{number}", "Sommar2026!")
        step.check(visit_from(HOME), "adm", "margra001", PASSWORD)
    wrong = sum(tag == "password.unknown_person" for tag in list_tags(sqlite_database))
    assert wrong == LIMITS.failures_per_address


def test_a_name_nobody_has_is_throttled_like_one_that_somebody_has(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    step = build_password_step(sqlite_database, town)
    of_maria, of_nobody = (
        [type(step.check(visit_from(OFFICE), "adm", name, "a guess")) for _ in range(12)]
        for name in ("margra001", "nobody001")
    )
    assert of_maria == of_nobody == [Wrong] * 10 + [Wait] * 2


def test_the_right_password_is_not_looked_at_while_the_account_waits(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    step = build_password_step(sqlite_database, town)
    for _ in range(LIMITS.failures):
        step.check(visit_from(HOME), "adm", "margra001", "a guess")
    assert step.check(visit_from(HOME), "adm", "margra001", PASSWORD) == Wait(NOW + LIMITS.wait)
    after = NOW + LIMITS.wait + timedelta(seconds=1)
    assert step.check(visit_from(HOME, after), "adm", "margra001", PASSWORD) == Right(MARIA)


@pytest.mark.parametrize(
    "odd", ["\x00", "\ud800", "'; DROP TABLE people; --", "😀" * 10_000, "\r\nSet-Cookie: x"]
)
def test_hostile_bytes_are_wrong_and_nothing_else(
    sqlite_database: Database, town: SmallDirectory, odd: str
) -> None:
    step = build_password_step(sqlite_database, town)
    assert step.check(visit_from(HOME), "adm", odd, PASSWORD) == Wrong()
    assert step.check(visit_from(HOME), "adm", "margra001", odd) == Wrong()
    assert step.check(visit_from(HOME), odd, "margra001", PASSWORD) == Wrong()


def test_a_password_typed_as_the_username_lies_nowhere_in_the_database(
    sqlite_database: Database, town: SmallDirectory
) -> None:
    step = build_password_step(sqlite_database, town)
    step.check(visit_from(HOME), "adm", "mittHemligaLösen", "mittHemligaLösen")
    assert b"mitthemliga" not in dump(sqlite_database).lower()
