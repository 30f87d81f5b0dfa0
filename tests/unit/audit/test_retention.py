"""Which kinds of events are over, and the word that is left of them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from idp.audit.emptied import read_answer
from idp.audit.events import Tag
from idp.audit.groups import GROUPS, LOGBOOK, group_of
from idp.audit.plain import LONGEST
from idp.audit.retention import Over, build_word, list_over
from idp.config.sections.audit import Shorter

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EVERY = dict.fromkeys(GROUPS, 90)


def test_a_group_is_over_when_its_own_days_have_passed() -> None:
    (over,) = list_over({"message": 100}, NOW)
    assert (over.group, over.before) == ("message", NOW - timedelta(days=100))
    assert set(over.tags) == {tag for tag in Tag if group_of(tag) == "message"}


def test_without_a_time_of_its_own_no_group_is_over() -> None:
    assert list_over({}, NOW) == ()


def test_what_the_trail_says_of_itself_is_never_over() -> None:
    assert {over.group for over in list_over(EVERY, NOW)} == GROUPS.keys() - {LOGBOOK}


def test_there_is_a_setting_for_every_group_but_the_trails_own() -> None:
    assert set(Shorter.__struct_fields__) == GROUPS.keys() - {LOGBOOK}
    assert Shorter(sign_in=100, system=200).list_days() == {"sign_in": 100, "system": 200}


@pytest.mark.parametrize("over", list_over(EVERY, NOW), ids=lambda over: over.group)
def test_the_word_answers_for_exactly_the_kinds_of_its_group(over: Over) -> None:
    assert len(over.parts) < LONGEST
    event = build_word(over, 7, 3, NOW)
    last, parts = read_answer(9, event.write_fields())
    assert last == 7
    assert {tag.value for tag in Tag if tag.partition(".")[0] in parts} == set(over.tags)


def test_the_word_says_whose_time_and_how_many() -> None:
    (over,) = list_over({"message": 100}, NOW)
    said = json.loads(build_word(over, 7, 3, NOW).write_fields())
    assert said == {"group": "message", "days": 100, "kinds": "message sms", "last_row": 7, "row_count": 3}
