"""Personal and coordination numbers: twelve digits, a real day, a check digit. The numbers are Skatteverket's test ones."""

from datetime import date

import pytest

from idp.people.identity_number import (
    BadIdentityNumber,
    find_birthdate,
    read_coordination_number,
    read_personal_number,
)

ANNA, TORE = "198301109289", "200002292399"
"""A published test number, and a number of a leap day."""

COORDINATION = "197503859287"


@pytest.mark.parametrize("written", [ANNA, "19830110-9289", " 19830110 9289 "])
def test_a_personal_number_is_read_however_it_is_divided(written: str) -> None:
    assert read_personal_number(written) == ANNA


@pytest.mark.parametrize(
    "written",
    [
        "",
        "8301109289",
        "830110-9289",
        "198301109288",
        "198313109289",
        "198302309289",
        "198301709289",
        "000001109289",
        "1983011092890",
        "19830110+9289",
        "19830110928９",
        "18830110928x",
    ],
)
def test_anything_else_is_no_personal_number(written: str) -> None:
    with pytest.raises(BadIdentityNumber) as refused:
        read_personal_number(written)
    assert not any(part in str(refused.value) for part in ("8301", "9289"))


def test_a_coordination_number_has_sixty_added_to_the_day() -> None:
    assert read_coordination_number("19750385-9287") == COORDINATION
    with pytest.raises(BadIdentityNumber, match="60 added"):
        read_coordination_number(ANNA)
    with pytest.raises(BadIdentityNumber, match="date of birth"):
        read_personal_number(COORDINATION)


@pytest.mark.parametrize(
    ("number", "born"),
    [(ANNA, date(1983, 1, 10)), (COORDINATION, date(1975, 3, 25)), (TORE, date(2000, 2, 29)), (None, None)],
)
def test_the_date_of_birth_is_read_from_either_number(number: str | None, born: date | None) -> None:
    assert find_birthdate(number) == born
