import json
from datetime import UTC, datetime

import pytest

from idp.audit.details import UnfitDetail
from idp.audit.events import Event, Tag

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_what_is_absent_is_not_written() -> None:
    assert Event(Tag.STARTED, NOW).write_fields() == "{}"


def test_fields_and_details_are_written_as_one_sorted_object() -> None:
    event = Event(
        Tag.PASSWORD_WRONG, NOW, person_id="p1", zone="remote", details={"attempts": 3, "method": "sms"}
    )
    assert event.write_fields() == '{"attempts":3,"method":"sms","person_id":"p1","zone":"remote"}'


def test_no_detail_can_pose_as_a_field() -> None:
    with pytest.raises(UnfitDetail, match="person_id"):
        Event(Tag.PASSWORD_OK, NOW, person_id="p1", details={"person_id": "p2"})


def test_what_a_stranger_sent_is_written_short_and_on_one_line() -> None:
    written = Event(Tag.AUTHORIZATION_REFUSED, NOW, client_id="x\n" * 400).write_fields()
    assert "\n" not in written
    assert len(json.loads(written)["client_id"]) == 256


def test_an_event_with_a_secret_among_its_details_cannot_be_made() -> None:
    with pytest.raises(UnfitDetail):
        Event(Tag.FACTOR_SENT, NOW, details={"code": "BCDFGH"})


def test_tags_are_dotted_words_and_no_two_are_alike() -> None:
    assert all(part.isidentifier() for tag in Tag for part in tag.value.split("."))
    assert len({tag.value for tag in Tag}) == len(Tag.__members__)
