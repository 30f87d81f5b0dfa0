"""Writes the log's lines of a moment together; a warning, and what was said before it, at once."""

import logging
from collections import deque
from contextlib import suppress
from threading import Event, RLock, Thread
from time import sleep
from typing import Final, TextIO

GATHER_SECONDS: Final = 0.05
"""How long a line waits for others at most."""

MOST: Final = 1000
"""Lines that wait at most: beyond, whoever says one writes them, and waits while nobody reads."""


class GatheredLines(logging.Handler):
    """A line for each request, written by itself, was a fifth of what the cheapest requests cost.

    Our lines keep their order; the web server's own are not among them. Filters are not asked. A process that is killed
    loses a moment's lines below a warning, and nothing else.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._waiting: deque[logging.LogRecord] = deque()
        self._has_some = Event()
        self._writing = RLock()
        self._is_at_it = False

    def start(self) -> None:
        """Begin to write what waits, in the background; call it in the process that shall, after any fork."""
        Thread(target=self._run, daemon=True).start()

    def handle(self, record: logging.LogRecord) -> bool:
        """Take a line, without a lock."""
        self._waiting.append(record)
        if record.levelno >= logging.WARNING or len(self._waiting) >= MOST:
            self.flush()
        elif not self._has_some.is_set():
            self._has_some.set()
        return True

    def flush(self) -> None:
        """Write what waits, unless this thread is at it and was interrupted by a signal: then it goes on with this too."""
        with self._writing:
            if self._is_at_it:
                return
            self._is_at_it = True
            try:
                while self._waiting:
                    self._write_waiting()
            finally:
                self._is_at_it = False

    def _write_waiting(self) -> None:
        """Write at one stroke. What nobody can take, as on a full disk or after the end, is lost, and ends no request."""
        lines = [self._write(self._waiting.popleft()) for _ in range(len(self._waiting))]
        with suppress(OSError, ValueError):
            self._stream.write("".join(lines))

    def _write(self, record: logging.LogRecord) -> str:
        """Return the line with its end; nothing for a record that cannot be written, which is told as logging does."""
        try:
            return f"{self.format(record)}\n"
        except Exception:  # noqa: BLE001 - a wrong message must not end the request that says it
            self.handleError(record)
            return ""

    def _run(self) -> None:
        while True:
            self._has_some.wait()
            sleep(GATHER_SECONDS)
            self._has_some.clear()
            self.flush()
