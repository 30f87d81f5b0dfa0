"""Moments as Active Directory and as everybody else writes them."""

from datetime import UTC, datetime

import pytest

from idp.people.ldap.moments import read_filetime, read_generalized

MIDNIGHT = datetime(2026, 3, 11, tzinfo=UTC)


def test_a_filetime_counts_hundreds_of_nanoseconds_since_1601() -> None:
    assert read_filetime(134_176_608_000_000_000) == MIDNIGHT
    assert read_filetime(134_176_608_000_000_019) == MIDNIGHT.replace(microsecond=1)


@pytest.mark.parametrize("ticks", [None, 0, 0x7FFFFFFFFFFFFFFF])
def test_never_is_written_in_two_ways_and_may_be_missing(ticks: int | None) -> None:
    assert read_filetime(ticks) is None


@pytest.mark.parametrize("ticks", [-1, -(2**63), 0x7FFFFFFFFFFFFFFE, 2**80])
def test_a_filetime_outside_every_calendar_is_none(ticks: int) -> None:
    assert read_filetime(ticks) is None


@pytest.mark.parametrize(
    "written", ["20260311000000Z", "20260311000000.0Z", "20260311000000,123Z", "20260311000000.999999Z"]
)
def test_a_generalized_time_is_read_to_the_second(written: str) -> None:
    assert read_generalized(written) == MIDNIGHT


@pytest.mark.parametrize(
    "written",
    [None, "", "20260311", "20261311000000Z", "20260230000000Z", "20260311000000", "20260311000000+0100",
     "20260311000000Z\n", "x20260311000000Z", "00000101000000Z", "２０２６０３１１００００００Z"],
)  # fmt: skip
def test_anything_else_is_no_moment(written: str | None) -> None:
    assert read_generalized(written) is None
