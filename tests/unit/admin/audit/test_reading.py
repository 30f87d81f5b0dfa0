"""What somebody types to find rows, and what is said when it makes no sense."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.admin.audit.reading import Typed, read_moment, read_wanted
from idp.audit.events import Tag
from idp.audit.search import Wanted

NILS, ANNA, OTHER_ANNA = ("a1" * 16, "b2" * 16, "c3" * 16)


def find(realm: str, username: str) -> str | None:
    named = {("adm", "nils"): NILS, ("adm", "anna"): ANNA, ("skola", "anna"): OTHER_ANNA}
    return named.get((realm, username))


def read(**typed: str) -> Wanted | tuple[str, ...]:
    wanted = read_wanted(Typed(**typed), find)
    return wanted if isinstance(wanted, Wanted) else tuple(problem.field_name for problem in wanted)


def test_nothing_typed_asks_for_everything() -> None:
    assert read() == Wanted()


def test_a_person_is_named_or_given_by_id() -> None:
    assert read(person="nils@adm") == read(person="nils") == read(person=NILS) == Wanted(person_id=NILS)
    assert read(by="anna@skola", person=NILS) == Wanted(person_id=NILS, by_id=OTHER_ANNA)
    assert read(person="nils@skola") == ("person",)


@pytest.mark.parametrize("written", ["anna", "Nils Ek", "19830110-9289", NILS.upper(), f"{NILS}0"])
def test_what_names_nobody_for_sure_is_no_id(written: str) -> None:
    assert read(person=written, by=written) == ("person", "by")


def test_a_kind_is_one_tag_or_all_that_begin_so() -> None:
    assert read(kind="password.wrong") == Wanted(tags=(Tag.PASSWORD_WRONG,))
    wanted = read(kind="password")
    assert isinstance(wanted, Wanted)
    assert Tag.PASSWORD_OK in wanted.tags
    assert read(kind="pass") == ("kind",)


def test_a_day_is_the_whole_of_it_in_sweden() -> None:
    wanted = read(since="2026-11-24", until="2026-11-24")
    assert isinstance(wanted, Wanted)
    assert wanted.since == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert wanted.until == datetime(2026, 11, 24, 22, 59, 59, 999999, tzinfo=UTC)


def test_a_time_is_swedens_unless_it_says_otherwise() -> None:
    assert read_moment("2026-11-24T16:00") == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert read_moment("2026-11-24T16:00+00:00") == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


def test_every_problem_is_told_at_once_in_the_order_of_the_form() -> None:
    assert read(until="x", person="a@b", since="y", kind="z") == ("person", "kind", "since", "until")
    assert read(since="2026-11-25", until="2026-11-24") == ("until",)
    assert read(zone="x" * 129, client="a\x00b") == ("client", "zone")


@pytest.mark.parametrize(
    "written", ["0001-01-01", "9999-12-31", "9999-12-31T23:59+00:00", "1999-01-01T10:00", "nu"]
)
def test_a_moment_outside_reason_is_none(written: str) -> None:
    assert read_moment(written, is_end=True) is None


@given(
    st.fixed_dictionaries(
        {name: st.text(max_size=140) for name in ("person", "kind", "since", "until", "zone")}
    )
)
def test_whatever_is_typed_is_read_or_refused(typed: dict[str, str]) -> None:
    assert read(**typed) is not None
