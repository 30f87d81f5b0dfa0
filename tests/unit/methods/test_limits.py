"""What is counted together, and what is counted apart."""

from datetime import timedelta

import pytest

from idp.methods.limits import group_address
from tests.support.methods import LIMITS, MARIA

MINUTES = timedelta(minutes=1)


def test_every_spelling_of_a_username_counts_as_one() -> None:
    typed = LIMITS.password("adm", " MARGRA001 ", is_inside=False)
    assert typed == LIMITS.password("adm", "margra001", is_inside=False)


def test_a_name_that_cannot_be_one_is_counted_too() -> None:
    assert LIMITS.password("adm", "mar\x00gra", is_inside=False).limit == LIMITS.failures


def test_inside_and_outside_are_counted_apart() -> None:
    for inside, outside in (
        (
            LIMITS.password("adm", "margra001", is_inside=True),
            LIMITS.password("adm", "margra001", is_inside=False),
        ),
        (LIMITS.factor(MARIA, is_inside=True), LIMITS.factor(MARIA, is_inside=False)),
    ):
        assert inside.subject != outside.subject


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        (None, "unknown"),
    ],
)
def test_an_ipv6_household_counts_as_one_address(address: str | None, counted_as: str) -> None:
    assert group_address(address) == counted_as


def test_an_accounts_waits_double_up_to_four_hours() -> None:
    waits = LIMITS.factor(MARIA, is_inside=False).waits()
    assert [wait // MINUTES for wait in waits] == [15, 30, 60, 120, 240]


def test_an_address_waits_the_same_each_time() -> None:
    assert LIMITS.address("203.0.113.7").waits() == (15 * MINUTES,)


def test_a_bucket_does_not_show_whom_it_counts() -> None:
    assert "margra001" not in repr(LIMITS.password("adm", "margra001", is_inside=False))
