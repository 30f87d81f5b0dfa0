"""What of the trail is counted, and as what."""

from datetime import UTC, datetime

import pytest

from idp.audit.daily import COUNTED, Cell, Measure, count_happenings, day_of
from idp.audit.events import Tag
from idp.audit.history import Happening

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def happen(tag: Tag, **fields: str) -> Happening:
    return Happening(1, NOON, tag, fields)


@pytest.mark.parametrize(
    ("one", "cells"),
    [
        (
            happen(Tag.SESSION_STARTED, zone="office", outcome="passkey"),
            {(Measure.SIGN_INS, "office"), (Measure.METHODS, "passkey")},
        ),
        (happen(Tag.SESSION_STEPPED_UP, zone="office", outcome="sms"), {(Measure.METHODS, "sms")}),
        (happen(Tag.PASSWORD_WRONG), {(Measure.FAILURES, "password")}),
        (happen(Tag.THROTTLED), {(Measure.FAILURES, "blocked")}),
        (happen(Tag.FACTOR_SENT, method="sms"), {(Measure.CODES, "sms")}),
        (
            happen(Tag.AUTHORIZATION_GRANTED, client_id="c1", level="loa2"),
            {(Measure.LEVELS, "loa2"), (Measure.APPLICATIONS, "c1")},
        ),
        (happen(Tag.STARTED), set()),
    ],
)
def test_an_event_counts_as(one: Happening, cells: set[tuple[Measure, str]]) -> None:
    assert count_happenings([one]) == {Cell("2026-11-23", measure, label): 1 for measure, label in cells}


def test_a_day_is_swedens() -> None:
    assert day_of(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "2026-11-24"
    assert day_of(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2026-07-02"


def test_no_cell_holds_a_person_or_an_address() -> None:
    fields = {"person_id": "p-secret", "address": "192.0.2.7", "sid": "s-secret", "zone": "z", "outcome": "o"}
    cells = count_happenings(Happening(1, NOON, tag, fields) for tag in COUNTED)
    assert not {"p-secret", "192.0.2.7", "s-secret"} & {cell.label for cell in cells}


def test_a_label_is_cut_at_its_columns_width() -> None:
    (cell,) = count_happenings([happen(Tag.FACTOR_SENT, method="x" * 200)])
    assert len(cell.label) == 64
