from dataclasses import replace
from datetime import UTC, datetime

import pytest

from idp.audit.chain import (
    GENESIS,
    Break,
    Checkpoint,
    Fault,
    Row,
    build_digest,
    build_hash,
    build_next,
    find_breaks,
)

KEY = b"a key that lies outside the base"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def build_chain(length: int) -> list[Row]:
    rows: list[Row] = []
    for number in range(length):
        end = rows[-1] if rows else GENESIS
        rows.append(build_next(end, NOW, "password.ok", f'{{"attempts":{number}}}', KEY))
    return rows


def test_an_untouched_chain_has_no_break() -> None:
    rows = build_chain(10)
    assert find_breaks(rows, KEY, Checkpoint(10, rows[-1].hash)) == ()
    assert find_breaks([], KEY) == ()


@pytest.mark.parametrize(
    "change",
    [{"fields": '{"attempts":9}'}, {"tag": "password.wrong"}, {"at": NOW.replace(hour=10)}, {"hash": "f" * 64},
     {"digest": "f" * 64},
     {"previous": "f" * 64}],
)  # fmt: skip
def test_a_changed_row_is_named_and_no_other(change: dict[str, str]) -> None:
    rows = build_chain(6)
    rows[2] = replace(rows[2], **change)
    assert find_breaks(rows, KEY) == (Break(Fault.CHANGED, 3, 3),)


def test_rows_deleted_in_the_middle_are_named() -> None:
    rows = build_chain(8)
    del rows[3:5]
    assert find_breaks(rows, KEY) == (Break(Fault.DELETED, 4, 5),)


def test_rows_deleted_at_the_beginning_are_named() -> None:
    assert find_breaks(build_chain(5)[2:], KEY) == (Break(Fault.DELETED, 1, 2),)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 5)])
def test_two_rows_that_changed_places_are_named_as_reordered(one: int, other: int) -> None:
    rows = build_chain(7)
    rows[one], rows[other] = replace(rows[other], seq=one + 1), replace(rows[one], seq=other + 1)
    assert find_breaks(rows, KEY) == (
        Break(Fault.REORDERED, one + 1, one + 1),
        Break(Fault.REORDERED, other + 1, other + 1),
    )


def test_a_deletion_hidden_by_renumbering_is_seen() -> None:
    rows = build_chain(5)
    renumbered = [*rows[:2], *(replace(row, seq=row.seq - 1) for row in rows[3:])]
    assert [found.first for found in find_breaks(renumbered, KEY)] == [3, 4]


def test_a_tail_cut_off_is_seen_with_a_checkpoint_alone() -> None:
    rows = build_chain(9)
    checkpoint = Checkpoint(9, rows[-1].hash)
    assert find_breaks(rows[:6], KEY) == ()
    assert find_breaks(rows[:6], KEY, checkpoint) == (Break(Fault.TRUNCATED, 7, 9),)


def test_a_tail_written_anew_with_the_right_key_is_seen_at_the_checkpoint() -> None:
    rows = build_chain(4)
    checkpoint = Checkpoint(4, rows[-1].hash)
    rows[3] = build_next(rows[2], NOW, "password.wrong", "{}", KEY)
    assert find_breaks(rows, KEY, checkpoint) == (Break(Fault.CHANGED, 4, 4),)


def test_a_row_of_another_chain_with_the_same_key_does_not_fit() -> None:
    rows = build_chain(4)
    digest = build_digest("e" * 64, "{}", KEY)
    stranger = Row(3, NOW, "password.ok", "{}", previous="e" * 64, hash="", digest=digest)
    rows[2] = replace(stranger, hash=build_hash(stranger, 3, KEY))
    assert Break(Fault.CHANGED, 3, 3) in find_breaks(rows, KEY)


def test_every_row_is_changed_under_another_key() -> None:
    breaks = find_breaks(build_chain(1200), b"another key")
    assert len(breaks) == 1200
    assert {found.fault for found in breaks} == {Fault.CHANGED}
