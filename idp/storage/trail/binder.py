"""Binds what was recorded into the chain, in the background of a process that serves."""

import logging
from threading import Event, Thread
from typing import Final

from idp.storage.unit_of_work import Database

PAUSE_SECONDS: Final = 1.0
"""How long entries wait at most, so that those of a busy second are bound together."""

LET_IN_SECONDS: Final = 0.05
"""Between two units of a long catching up, so that whoever waits for SQLite's one lock has it at the next tries."""

log = logging.getLogger(__name__)


class Binder:
    """One thread. Binding twice, or in two processes at once, does no more than once; it survives every fault."""

    def __init__(self, database: Database, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._database = database
        self._pause_seconds = pause_seconds
        self._is_stopping = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin with what an earlier process left behind; call it in the process that shall do it, after any fork."""
        self._thread.start()

    def stop(self) -> None:
        """Bind what waits, and end."""
        self._is_stopping.set()
        self._database.has_recorded.set()
        self._thread.join()

    def _run(self) -> None:
        recorded = self._database.has_recorded
        recorded.set()
        while not self._is_stopping.is_set():
            recorded.wait()
            self._is_stopping.wait(self._pause_seconds)
            recorded.clear()
            try:
                self._database.bind(self._let_in)
            except Exception as error:  # noqa: BLE001 - whatever broke, what waits is bound the next time
                # The class alone: an error's text may quote what was being stored.
                log.error("binding the audit trail failed with %s", type(error).__name__)
                recorded.set()

    def _let_in(self) -> None:
        """Leave the database to others for a moment; at the end there is no time for that."""
        self._is_stopping.wait(LET_IN_SECONDS)
