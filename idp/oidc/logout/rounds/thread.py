"""Runs rounds in the background of a process that serves."""

import logging
from collections.abc import Sequence
from datetime import datetime
from threading import Event, Thread
from typing import Protocol

from idp.clock import Clock

PAUSE_SECONDS = 60.0
"""How long it rests between two turns."""

log = logging.getLogger(__name__)


class Round(Protocol):
    """One thing that is looked after. Doing it twice, or in two processes at once, does no more than once."""

    def run(self, now: datetime) -> None:
        """Look after it as of now, in units of work of its own."""
        ...


class Rounds:
    """One thread that runs each round in turn, again and again. It survives every fault of theirs."""

    def __init__(self, rounds: Sequence[Round], clock: Clock, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._rounds = tuple(rounds)
        self._clock = clock
        self._pause_seconds = pause_seconds
        self._is_stopping = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin; call it in the process that shall do it, after any fork."""
        self._thread.start()

    def stop(self) -> None:
        """Let the round that is under way end, and no other begin."""
        self._is_stopping.set()
        self._thread.join()

    def run_once(self) -> None:
        """Run each round once, whatever becomes of the others."""
        for round_ in self._rounds:
            if self._is_stopping.is_set():
                return
            try:
                round_.run(self._clock())
            except Exception as error:  # noqa: BLE001 - whatever broke, the others still count
                # The class alone: an error's text may quote what was being read or stored.
                log.error("round %s failed with %s", type(round_).__name__, type(error).__name__)

    def _run(self) -> None:
        while not self._is_stopping.is_set():
            self.run_once()
            self._is_stopping.wait(self._pause_seconds)
