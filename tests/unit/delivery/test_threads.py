import logging
from threading import Barrier, Event

import pytest

from idp.delivery.threads import DispatcherThreads

PATIENCE_SECONDS = 10.0


class StubDispatcher:
    """Stands in for `Dispatcher`: says when it is asked for a kind, and does as the test bids."""

    def __init__(self) -> None:
        self.senders = {"sms": None, "mail": None}
        self.asked = {"sms": Event(), "mail": Event()}
        self.hold_sms = Event()
        self.hold_sms.set()
        self.faults: list[Exception] = []

    def expire(self) -> None:
        if self.faults:
            raise self.faults.pop()

    def send_next(self, kind: str) -> bool:
        self.asked[kind].set()
        if kind == "sms":
            self.hold_sms.wait(PATIENCE_SECONDS)
        return False


@pytest.fixture
def dispatcher() -> StubDispatcher:
    return StubDispatcher()


def start(dispatcher: StubDispatcher, pause_seconds: float = 3600) -> DispatcherThreads:
    threads = DispatcherThreads(dispatcher, pause_seconds)  # type: ignore[arg-type]
    threads.start()
    return threads


def was_asked(dispatcher: StubDispatcher, kind: str) -> bool:
    seen = dispatcher.asked[kind].wait(PATIENCE_SECONDS)
    dispatcher.asked[kind].clear()
    return seen


def test_the_outbox_is_looked_into_at_the_start(dispatcher: StubDispatcher) -> None:
    threads = start(dispatcher)
    assert was_asked(dispatcher, "sms")
    assert was_asked(dispatcher, "mail")
    threads.stop()


def test_waking_looks_into_the_outbox_before_the_pause_is_over(dispatcher: StubDispatcher) -> None:
    threads = start(dispatcher)
    assert was_asked(dispatcher, "mail")
    threads.wake()
    assert was_asked(dispatcher, "mail")
    threads.stop()


def test_the_outbox_is_looked_into_again_after_a_pause(dispatcher: StubDispatcher) -> None:
    threads = start(dispatcher, pause_seconds=0.01)
    assert was_asked(dispatcher, "mail")
    assert was_asked(dispatcher, "mail")
    threads.stop()


def test_a_hanging_gateway_holds_up_no_mail(dispatcher: StubDispatcher) -> None:
    dispatcher.hold_sms.clear()
    threads = start(dispatcher, pause_seconds=0.01)
    assert was_asked(dispatcher, "sms")
    assert was_asked(dispatcher, "mail")
    assert was_asked(dispatcher, "mail")
    dispatcher.hold_sms.set()
    threads.stop()


def test_a_fault_is_logged_by_its_class_and_survived(
    dispatcher: StubDispatcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dispatcher.faults = [RuntimeError("canary BCD7FG")] * 2
    threads = start(dispatcher, pause_seconds=0.01)
    assert was_asked(dispatcher, "sms")
    assert was_asked(dispatcher, "mail")
    threads.stop()
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


class OneAtATime(StubDispatcher):
    """Holds three messages, each with a gateway that answers only when all three are being handed over."""

    def __init__(self) -> None:
        super().__init__()
        self.senders = {"sms": None}
        self.left = [1, 2, 3]
        self.meeting = Barrier(3)
        self.has_met = Event()

    def send_next(self, kind: str) -> bool:
        try:
            self.left.pop()
        except IndexError:
            return False
        self.meeting.wait(PATIENCE_SECONDS)
        self.has_met.set()
        return True


def test_several_messages_of_a_kind_are_handed_over_at_once() -> None:
    dispatcher = OneAtATime()
    threads = start(dispatcher)
    assert dispatcher.has_met.wait(PATIENCE_SECONDS)
    threads.stop()


def test_stopping_at_any_moment_ends_every_thread(dispatcher: StubDispatcher) -> None:
    for _ in range(50):
        threads = start(dispatcher)
        threads.wake()
        threads.stop()
