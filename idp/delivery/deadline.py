"""Cuts a connection that takes too long altogether.

Timeouts count from one packet to the next, so a server that sends a byte now and then outlives them all.
"""

import socket
from collections.abc import Mapping
from threading import Timer
from typing import Any, Self


class Deadline:
    """Shuts the connection it is given when the time is up; use it as a context manager around the exchange."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._socket:
            self._socket.close()

    def trace(self, event: str, details: Mapping[str, Any]) -> None:
        """Take hold of the connection when it is made: a trace function for httpx2."""
        if event == "connection.connect_tcp.complete":
            self.hold(details["return_value"].get_extra_info("socket"))

    def hold(self, connection: socket.socket) -> None:
        """Take hold of a connection; when the time is up already, it is cut at once."""
        # A duplicate, because TLS takes the descriptor away from the socket it is laid over.
        self._socket = connection.dup()
        if self.has_passed:
            self._cut()

    def tell_reason(self, error: OSError) -> str:
        """Say why a connection ended: the time was up, for it altogether or for one packet, or it was broken off."""
        return "timed_out" if self.has_passed or isinstance(error, TimeoutError) else "broken_off"

    def _cut(self) -> None:
        self.has_passed = True
        if self._socket:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # The other side was quicker.
