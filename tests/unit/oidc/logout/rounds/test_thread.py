import logging
from datetime import datetime
from threading import Event

import pytest

from idp.oidc.logout.rounds.thread import Rounds
from tests.support.signing_in import StillClock

PATIENCE_SECONDS = 10.0


class Seen:
    """A round that says when it is run."""

    def __init__(self) -> None:
        self.moments: list[datetime] = []
        self.was_run = Event()

    def run(self, now: datetime) -> None:
        self.moments.append(now)
        self.was_run.set()


class Faulty:
    """A round that always breaks."""

    def run(self, now: datetime) -> None:
        raise RuntimeError("canary BCD7FG")


def test_every_round_is_told_the_time() -> None:
    first, second, clock = Seen(), Seen(), StillClock()
    Rounds([first, second], clock).run_once()
    assert first.moments == second.moments == [clock()]


def test_a_round_that_breaks_is_logged_by_its_class_and_holds_up_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    seen = Seen()
    Rounds([Faulty(), seen], StillClock()).run_once()
    assert len(seen.moments) == 1
    assert "Faulty" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


def test_the_thread_runs_the_rounds_at_once_and_again_after_the_pause() -> None:
    seen = Seen()
    rounds = Rounds([seen], StillClock(), pause_seconds=0.01)
    rounds.start()
    for _ in range(3):
        assert seen.was_run.wait(PATIENCE_SECONDS)
        seen.was_run.clear()
    rounds.stop()


def test_a_stopped_thread_ends_during_its_pause() -> None:
    seen = Seen()
    rounds = Rounds([seen], StillClock(), pause_seconds=3600)
    rounds.start()
    assert seen.was_run.wait(PATIENCE_SECONDS)
    rounds.stop()
    assert len(seen.moments) == 1
