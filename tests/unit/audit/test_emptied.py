"""A row may be empty when a genuine event after it says that its kind's time was over, and never otherwise."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from idp.audit.chain import (
    GENESIS,
    Break,
    Checkpoint,
    Fault,
    Row,
    Verdict,
    build_hash,
    build_next,
    find_breaks,
    judge_chain,
)

KEY = b"a key that lies outside the base"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TAGS = ("password.ok", "client.added", "password.wrong", "throttled")


def word(last: int, kinds: str = "password throttled") -> tuple[str, str]:
    return "audit.emptied", json.dumps({"kinds": kinds, "last_row": last})


def build(*events: tuple[str, str]) -> list[Row]:
    """Return a chain of four rows that say the same, and then of these."""
    rows: list[Row] = []
    for tag, fields in (*((tag, '{"person_id":"p1"}') for tag in TAGS), *events):
        rows.append(build_next(rows[-1] if rows else GENESIS, NOW, tag, fields, KEY))
    return rows


def empty(rows: list[Row], *places: int) -> list[Row]:
    return [replace(row, fields="") if row.seq in places else row for row in rows]


def test_rows_that_an_event_answers_for_are_counted_and_no_break() -> None:
    rows = build(word(4))
    assert judge_chain(empty(rows, 1, 3, 4), KEY, Checkpoint(5, rows[-1].hash)) == Verdict((), 3)


def test_an_event_answers_for_rows_that_are_not_empty_yet() -> None:
    assert judge_chain(build(word(4)), KEY) == Verdict((), 0)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ((), [1, 3, 4]),
        ((word(2),), [3, 4]),
        ((word(4, "throttled"),), [1, 3]),
        ((word(4, "client pass"),), [1, 3, 4]),
        ((word(1), word(4, "throttled")), [3]),
    ],
)
def test_whatever_no_event_answers_for_is_named(said: tuple[tuple[str, str], ...], named: list[int]) -> None:
    breaks = find_breaks(empty(build(*said), 1, 3, 4), KEY)
    assert breaks == tuple(Break(Fault.EMPTIED, seq, seq) for seq in named)


def test_an_event_that_is_cut_off_answers_no_more() -> None:
    rows = empty(build(word(4), ("started", "{}")), 1)
    del rows[4]
    assert find_breaks(rows, KEY) == (Break(Fault.EMPTIED, 1, 1), Break(Fault.DELETED, 5, 5))


def test_an_event_that_claims_more_since_it_was_written_answers_for_nothing() -> None:
    rows = empty(build(word(1)), 1, 3)
    rows[4] = replace(rows[4], fields=word(4)[1])
    assert find_breaks(rows, KEY) == (
        Break(Fault.EMPTIED, 1, 1),
        Break(Fault.EMPTIED, 3, 3),
        Break(Fault.CHANGED, 5, 5),
    )


def test_an_event_answers_for_nothing_that_comes_after_it() -> None:
    rows = empty(build(word(99), ("password.ok", "{}")), 6)
    assert find_breaks(rows, KEY) == (Break(Fault.EMPTIED, 6, 6),)


@pytest.mark.parametrize("tag", ["audit.searched", "audit.pruned", "audit.emptied"])
def test_what_the_trail_says_of_itself_may_never_be_empty(tag: str) -> None:
    fields = json.dumps({"kinds": "password", "last_row": 0})
    rows = empty(build((tag, fields), word(5, "audit password")), 5)
    assert find_breaks(rows, KEY) == (Break(Fault.EMPTIED, 5, 5),)


@pytest.mark.parametrize(
    "change",
    [{"digest": "f" * 64}, {"digest": ""}, {"digest": "å"}, {"tag": "password.ok"}, {"hash": "f" * 64}, {"at": NOW.replace(hour=10)},
     {"fields": "{}"}, {"fields": " "}],
)  # fmt: skip
def test_an_empty_row_that_was_changed_is_named(change: dict[str, str]) -> None:
    rows = empty(build(word(4)), 1, 3)
    rows[2] = replace(rows[2], **change)
    assert find_breaks(rows, KEY) == (Break(Fault.CHANGED, 3, 3),)


def test_fields_and_digest_changed_together_without_the_key_are_named() -> None:
    rows = build()
    rows[1] = build_next(rows[0], NOW, "client.added", "{}", b"another key")
    assert Break(Fault.CHANGED, 2, 2) in find_breaks(rows, KEY)


def test_two_empty_rows_that_changed_places_are_named_as_reordered() -> None:
    rows = empty(build(word(4)), 1, 3)
    rows[0], rows[2] = replace(rows[2], seq=1), replace(rows[0], seq=3)
    assert find_breaks(rows, KEY) == (Break(Fault.REORDERED, 1, 1), Break(Fault.REORDERED, 3, 3))


def test_rows_that_said_the_same_have_nothing_in_common_when_they_are_empty() -> None:
    assert len({row.digest for row in build()}) == len(TAGS)


def test_the_hash_depends_on_the_digest_alone() -> None:
    row = build()[0]
    assert build_hash(replace(row, fields=""), 1, KEY) == row.hash
