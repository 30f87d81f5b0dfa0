import logging
from threading import Event

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
