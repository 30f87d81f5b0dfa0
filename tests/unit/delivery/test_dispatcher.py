import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from idp.delivery.dispatcher import Dispatcher
from idp.delivery.message import Kind, Message, Purpose
from idp.delivery.report import Report
from idp.delivery.sender import SendFailed
from tests.support.outbox import ObedientSender, RememberingOutbox

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LIFE = timedelta(minutes=5)


class House:
    """An outbox, a clock that is set by hand, and a guard against sending inside a unit of work."""

    def __init__(self, *failures: Exception) -> None:
        self.now = NOW
        self.outbox = RememberingOutbox()
        self.reported: list[Report] = []
        self.is_inside_a_unit = False
        self.sender = ObedientSender(*failures, meanwhile=self.check_outside)
        senders: dict[Kind, ObedientSender] = {"sms": self.sender, "mail": self.sender}
        self.dispatcher = Dispatcher(self.begin, senders, lambda: self.now)

    @property
    def reports(self) -> "House":
        return self

    def add(self, report: Report) -> None:
        self.reported.append(report)

    @contextmanager
    def begin(self) -> Iterator["House"]:
        self.is_inside_a_unit = True
        yield self
        self.is_inside_a_unit = False

    def check_outside(self) -> None:
        assert not self.is_inside_a_unit

    def queue(self, message_id: str = "m1", kind: Kind = "sms", purpose: Purpose = "code") -> None:
        self.outbox.add(
            Message(
                message_id,
                kind,
                "+46701740605",
                "canary-subject",
                "canary-body BCD7FG",
                purpose,
                NOW,
                NOW + LIFE,
            )
        )


def test_everything_due_is_sent_once_and_recorded() -> None:
    house = House()
    house.queue("m1", "sms")
    house.queue("m2", "mail")
    assert house.dispatcher.run_once() == 2
    assert house.dispatcher.run_once() == 0
    assert [message.message_id for message in house.sender.sent] == ["m1", "m2"]
    assert [report.result for report in house.reported] == ["sent", "sent"]


def test_a_message_is_sent_outside_every_transaction() -> None:
    house = House()
    house.queue()
    house.dispatcher.run_once()
    assert house.sender.sent


def test_a_failed_message_is_sent_when_its_wait_is_over() -> None:
    house = House(SendFailed("http_500"))
    house.queue()
    house.dispatcher.run_once()
    house.now += timedelta(milliseconds=999)
    assert house.dispatcher.run_once() == 0
    house.now += timedelta(milliseconds=1)
    assert house.dispatcher.run_once() == 1
    assert house.outbox.ended == {"m1": "sent"}


def test_an_expired_code_is_never_sent() -> None:
    house = House()
    house.queue()
    house.now += LIFE
    assert house.dispatcher.run_once() == 0
    assert house.sender.tried == []
    assert house.outbox.ended == {"m1": "expired"}
    assert [(report.result, report.error_class) for report in house.reported] == [("given_up", "expired")]


def test_a_code_that_expires_while_others_are_sent_is_not_sent_either() -> None:
    house = House()
    house.sender = slow = ObedientSender(meanwhile=lambda: setattr(house, "now", house.now + LIFE))
    house.dispatcher = Dispatcher(house.begin, {"sms": slow}, lambda: house.now)
    house.queue("m1")
    house.queue("m2")
    house.dispatcher.run_once()
    assert [message.message_id for message in slow.tried] == ["m1"]


def test_a_refused_message_does_not_stop_the_next() -> None:
    house = House(SendFailed("smtp_550", is_final=True))
    house.queue("m1")
    house.queue("m2")
    house.dispatcher.run_once()
    assert house.outbox.ended == {"m1": "smtp_550", "m2": "sent"}


def test_a_fault_in_a_sender_counts_as_a_failure_in_doubt() -> None:
    house = House(ValueError("canary"), ValueError("canary"))
    house.queue("m1", purpose="code")
    house.queue("m2", purpose="notice")
    house.dispatcher.run_once()
    assert house.outbox.ended == {"m1": "ValueError"}
    house.now += timedelta(seconds=1)
    assert house.dispatcher.run_once() == 1


def test_only_the_kinds_asked_for_are_sent() -> None:
    house = House()
    house.queue("m1", "sms")
    house.queue("m2", "mail")
    assert house.dispatcher.send_next("mail")
    assert not house.dispatcher.send_next("mail")
    assert [message.message_id for message in house.sender.sent] == ["m2"]


def test_a_message_without_a_sender_waits() -> None:
    house = House()
    house.queue(kind="logout", purpose="logout")
    assert house.dispatcher.run_once() == 0
    assert house.outbox.ended == {}


def test_the_log_names_the_message_and_nothing_of_its_content(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house = House(SendFailed("http_500"), SendFailed("refused", is_final=True), ValueError("canary BCD7FG"))
    for number in range(4):
        house.queue(f"m{number}")
    house.dispatcher.run_once()
    assert {record.levelname for record in caplog.records} == {"INFO", "WARNING"}
    assert "message=m3" in caplog.text
    assert not any(leak in caplog.text for leak in ("canary", "BCD7FG", "701740605"))
    assert not any(leak in repr(house.reported) for leak in ("canary", "BCD7FG", "701740605"))
