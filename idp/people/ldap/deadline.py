"""Ends everything that one question to a directory takes, all servers together, when its time is up."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Self

from idp.people.ldap.line import Line


class Deadline:
    """Cuts the line that is in use when the time is up; use it as a context manager around the whole question."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._lock = Lock()
        self._line: Line | None = None
        self._timer = Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    @contextmanager
    def over(self, line: Line) -> Iterator[None]:
        """Hold the line to the deadline while the block runs."""
        with self._lock:
            self._line = line
            if self.has_passed:
                line.cut()
        try:
            yield
        finally:
            with self._lock:
                self._line = None

    def _pass(self) -> None:
        with self._lock:
            self.has_passed = True
            if self._line is not None:
                self._line.cut()
