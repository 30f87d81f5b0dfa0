"""Rows as files for others: nothing is lost in JSON Lines, and nothing is calculated in a spreadsheet."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from idp.audit.chain import GENESIS, Row, build_next, find_breaks
from idp.audit.events import Event, Tag
from idp.audit.export import COLUMNS, BadExport, read_json, write_csv, write_csv_row, write_json
from idp.audit.syslog import write_syslog

AT = datetime(2026, 11, 24, 16, tzinfo=UTC)
KEY = b"k" * 32


@given(some.text(), some.datetimes(timezones=some.just(UTC)))
def test_every_row_comes_back_as_it_was(fields: str, at: datetime) -> None:
    row = Row(3, at, "started", fields, "a", "b")
    assert list(read_json([write_json(row)])) == [row]


def test_a_chain_is_verified_from_its_export() -> None:
    first = build_next(GENESIS, AT, "started", Event(Tag.STARTED, AT, outcome="å\n]").write_fields(), KEY)
    second = build_next(first, AT + timedelta(microseconds=1), "stopped", "{}", KEY)
    lines = [write_json(row) for row in (first, second)]
    assert find_breaks(read_json(lines), KEY) == ()
    assert find_breaks(read_json(lines[1:]), KEY) != ()


def test_fields_that_were_written_otherwise_are_kept_to_the_letter() -> None:
    row = Row(1, AT, "started", '{"b": 1, "a": 2}', "a", "b")
    assert list(read_json([write_json(row)])) == [row]


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"seq":1}', '{"seq":"x","at":"y"}'])
def test_a_line_that_is_no_row_is_named(line: str) -> None:
    with pytest.raises(BadExport, match="line 1 "):
        list(read_json([line]))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    (cells,) = csv.reader([write_csv([f"{start}1+1", 'a"b;c,d'])])
    assert cells == [f"'{start}1+1", 'a"b;c,d']


def test_a_row_has_a_cell_for_every_head() -> None:
    event = Event(Tag.CLIENT_ADDED, AT, client_id="c1", details={"count": 2})
    row = build_next(GENESIS, AT, event.tag, event.write_fields(), KEY)
    (cells,) = csv.reader([write_csv_row(row)])
    shown = dict(zip(COLUMNS, cells, strict=True))
    assert (shown["client_id"], shown["person_id"], shown["details"]) == ("c1", "", '{"count":2}')


def test_a_row_without_fields_says_so_in_every_form_and_comes_back() -> None:
    event = Event(Tag.PASSWORD_OK, AT, person_id="p1")
    row = replace(build_next(GENESIS, AT, event.tag, event.write_fields(), KEY), fields="")
    assert json.loads(write_json(row))["fields"] is None
    assert list(read_json([write_json(row)])) == [row]
    told = dict(zip(COLUMNS, next(csv.reader([write_csv_row(row)])), strict=True))
    assert (told["emptied"], told["person_id"], told["digest"]) == ("yes", "", row.digest)
    assert ' emptied="yes"' in write_syslog(row, "host")
