import json
from datetime import UTC, datetime

import pytest

from idp.audit.events import Tag
from idp.delivery.message import Kind, Message
from idp.delivery.report import Report, Result
from idp.storage.delivery_reports import DeliveryReports
from tests.support.audit import RememberingTrail

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def report(kind: Kind, result: Result, error_class: str = "") -> RememberingTrail:
    trail = RememberingTrail()
    message = Message(
        "m1",
        kind,
        "gunilla.holmsand@havsvik.example",
        "Hej",
        "BCD7FG",
        "notice",
        NOW,
        NOW,
        person_id="p1",
        client_id="c1",
    )
    DeliveryReports(trail).add(Report(message, result, NOW, 1, error_class))
    return trail


@pytest.mark.parametrize(
    ("kind", "result", "tag"),
    [
        ("sms", "sent", Tag.MESSAGE_SENT),
        ("mail", "sent", Tag.MESSAGE_SENT),
        ("mail", "given_up", Tag.MESSAGE_FAILED),
        ("logout", "sent", Tag.LOGOUT_SENT),
        ("logout", "given_up", Tag.LOGOUT_FAILED),
    ],
)
def test_the_end_of_every_message_is_in_the_trail(kind: Kind, result: Result, tag: Tag) -> None:
    assert report(kind, result, "" if result == "sent" else "http_500").tags == [tag]


def test_a_message_put_back_has_not_ended() -> None:
    assert report("sms", "put_back", "http_500").tags == []


def test_the_trail_says_about_whom_and_why_and_nothing_of_the_content() -> None:
    (event,) = report("mail", "given_up", "smtp_550").events
    assert json.loads(event.write_fields()) == {
        "client_id": "c1",
        "kind": "mail",
        "message_id": "m1",
        "outcome": "smtp_550",
        "person_id": "p1",
        "purpose": "notice",
    }
