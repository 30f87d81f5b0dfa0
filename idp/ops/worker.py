"""The gunicorn worker of `idp serve`: a thread stays with its connection as long as one request follows another."""

import select
from collections import deque
from typing import Any, Final

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]  # gunicorn has no types

STAY_MILLISECONDS: Final = 50
"""How long an idle thread waits for the next request before its connection goes back to the poller."""


class StayingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Handing a connection to the poller and back costs more than many an answer.

    No connection that waits for a thread is kept waiting for one that only might send something.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: deque[TConn] = deque()

    def enqueue_req(self, conn: TConn) -> None:
        """Let the connection wait for a thread."""
        self.waiting.append(conn)
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:
        """Answer requests of the connection until none follows or somebody else waits for the thread."""
        self.waiting.popleft()
        answered = super().handle(conn)
        while answered is True and self.alive and not self.waiting and is_readable(conn):
            answered = super().handle(conn)
        return answered


def is_readable(conn: TConn) -> bool:
    """Wait a moment for the next request's first byte."""
    poller = select.poll()
    poller.register(conn.sock, select.POLLIN)
    return bool(poller.poll(STAY_MILLISECONDS))
