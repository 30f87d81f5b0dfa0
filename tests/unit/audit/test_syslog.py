"""Rows as syslog messages: whatever a value holds, a reader of RFC 5424 gets it back, on one line."""

import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as some

from idp.audit.chain import Row
from idp.audit.export import write_canonical
from idp.audit.syslog import escape, write_data, write_name, write_syslog

AT = datetime(2026, 11, 24, 16, 0, 0, 1500, tzinfo=UTC)
PARAM = re.compile(r' ([!#-<>-\\^-~]{1,32})="((?:[^"\\\]]|\\["\\\]])*)"')
ELEMENT = re.compile(rf"\[audit@32473((?:{PARAM.pattern})*)\]")


def read_params(element: str) -> dict[str, str]:
    """Read structured data by the grammar of section 6; fails when it is none."""
    found = ELEMENT.fullmatch(element)
    assert found, element
    return {name: re.sub(r'\\(["\\\]])', r"\1", value) for name, value in PARAM.findall(found[1])}


def build_row(**fields: str) -> Row:
    return Row(7, AT, "client.added", write_canonical(fields), previous="a" * 64, hash="b" * 64)


@given(some.text())
def test_rfc5424_6_3_3_every_value_is_read_back_as_it_was_but_for_what_ends_lines(value: str) -> None:
    (told,) = read_params(write_data({"outcome": value})).values()
    assert told == value if value.isprintable() else told.isprintable()


@given(some.text())
def test_rfc5424_6_3_2_every_name_is_a_name(name: str) -> None:
    assert list(read_params(write_data({name: "x"})).values()) == ["x"]
    assert re.fullmatch(r"[!#-<>-\\^-~]{1,32}", write_name(name))


def test_a_quote_a_backslash_and_a_bracket_are_escaped_and_nothing_else_is() -> None:
    assert escape('a"b\\c]d[e=f') == 'a\\"b\\\\c\\]d[e=f'
    assert escape("rad\nett") == "rad\\\\nett"


def test_rfc5424_6_2_the_header_says_priority_moment_host_and_kind() -> None:
    written = write_syslog(build_row(outcome="ok"), "idp.havsvik.example")
    head = "<109>1 2026-11-24T16:00:00.001500Z idp.havsvik.example eportal-idp - client.added "
    assert written.startswith(head)
    params = read_params(written.removeprefix(head))
    assert params == {"seq": "7", "hash": "b" * 64, "previous": "a" * 64, "outcome": "ok"}


def test_a_moment_elsewhere_is_told_in_utc() -> None:
    there = AT.astimezone(timezone(timedelta(hours=2)))
    row = Row(1, there, "started", "{}", "a", "b")
    assert " 2026-11-24T16:00:00.001500Z - " in write_syslog(row, "")


def test_what_a_row_says_of_itself_is_never_what_its_details_say() -> None:
    written = write_syslog(build_row(hash="forged", seq="9"), "h").partition("client.added ")[2]
    assert read_params(written) == {"seq": "7", "hash": "b" * 64, "previous": "a" * 64}
