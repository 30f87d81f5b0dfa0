"""A request as the helpdesk reads it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from idp.admin.lines import GONE, LineWriter
from idp.methods.bypass import Bypass, Checked, Reason, State
from idp.people.person import Person
from tests.support.methods import GUNILLA, MARIA, NOW

ANNA = replace(MARIA, person_id="p-anna", name="Anna Elfström Lind")
ERIK = replace(MARIA, person_id="p-erik", name="Erik Karlsvik")
HOUR = timedelta(hours=1)
ASKED = Bypass("b1", GUNILLA.person_id, ANNA.person_id, Reason.LOST_PHONE, Checked.KNOWN, NOW, NOW + HOUR)
APPROVED = replace(ASKED, approved_by=ERIK.person_id, approved_at=NOW)


def find(person_id: str, _now: datetime) -> Person | None:
    return {one.person_id: one for one in (GUNILLA, ANNA, ERIK)}.get(person_id)


@pytest.mark.parametrize(
    ("bypass", "after", "state"),
    [
        (ASKED, timedelta(), State.WAITING),
        (ASKED, HOUR, State.EXPIRED),
        (APPROVED, timedelta(), State.APPROVED),
        (replace(APPROVED, shown_at=NOW), timedelta(), State.READY),
        (replace(APPROVED, shown_at=NOW), HOUR, State.EXPIRED),
        (replace(APPROVED, shown_at=NOW, used_at=NOW), HOUR, State.USED),
        (replace(APPROVED, shown_at=NOW, cancelled_at=NOW), HOUR, State.CANCELLED),
    ],
)
def test_a_request_stands_where_its_moments_say(bypass: Bypass, after: timedelta, state: State) -> None:
    line = LineWriter(find, NOW + after).write(bypass)
    assert (line.state, line.is_open) == (state, state in {State.WAITING, State.APPROVED, State.READY})


def test_the_second_member_of_staff_may_approve_and_nobody_else() -> None:
    line = LineWriter(find, NOW).write(ASKED)
    assert [line.may_approve(one) for one in (ANNA, ERIK, GUNILLA)] == [False, True, False]
    assert not LineWriter(find, NOW).write(APPROVED).may_approve(ERIK)


def test_the_code_is_offered_to_who_asked_once_it_is_approved() -> None:
    line = LineWriter(find, NOW).write(APPROVED)
    assert [line.may_show(one) for one in (ANNA, ERIK, GUNILLA)] == [True, False, False]
    assert not LineWriter(find, NOW).write(ASKED).may_show(ANNA)


def test_a_protected_person_is_known_by_their_alias() -> None:
    hidden = replace(GUNILLA, is_protected=True, alias="Medarbetare 17")
    line = LineWriter(lambda person_id, _: hidden if person_id == hidden.person_id else ANNA, NOW).write(
        ASKED
    )
    assert line.name == "Medarbetare 17"


def test_who_is_gone_from_the_directory_is_a_dash() -> None:
    assert LineWriter(lambda *_: None, NOW).write(APPROVED).name == GONE
