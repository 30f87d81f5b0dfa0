"""Nothing is kept about people that the privacy page does not tell of, and nothing for longer than it tells."""

from datetime import timedelta

import idp.storage.stores  # noqa: F401 - registers every table
from idp.people.keeping import Keeping
from idp.storage.keeping import list_keepings
from idp.storage.metadata import metadata

KEEPINGS = list_keepings(timedelta(hours=10), timedelta(days=30), timedelta(days=730))
ABOUT_PEOPLE = {table.name for table in metadata.sorted_tables if "person_id" in table.c}


def test_every_table_about_people_is_told_of_once() -> None:
    told = [table for keeping in KEEPINGS for table in keeping.tables]
    assert sorted(told) == sorted(ABOUT_PEOPLE)


def test_what_goes_after_a_time_lies_in_tables_that_are_pruned() -> None:
    pruned = {table.name for table in metadata.sorted_tables if "expires_at" in table.c} | {"audit_trail"}
    timed = {name for keeping in KEEPINGS if isinstance(keeping.until, timedelta) for name in keeping.tables}
    assert timed <= pruned


def test_the_log_is_kept_as_the_municipality_decides() -> None:
    assert Keeping("log", frozenset({"audit_trail"}), timedelta(days=731)) in KEEPINGS
