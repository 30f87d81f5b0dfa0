"""The gunicorn worker of `idp serve`: a thread stays with its connection, and plain requests take a short way."""

import select
import socket
import struct
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from gunicorn.http.wsgi import Response, base_environ  # type: ignore[import-untyped]  # gunicorn has no types
from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]  # gunicorn has no types

from idp.clock import system_clock
from idp.ops.server.plain_answer import write_plain
from idp.ops.server.plain_request import Environ, read_plain
from idp.ops.server.told_body import ToldBody
from idp.ops.server.unreadable import refuse
from idp.policy.address import OWN_SOCKET

STAY_MILLISECONDS: Final = 50
"""How long an idle thread waits for the next request before its connection goes back to the poller."""

STAY: Final = struct.pack("@ll", 0, STAY_MILLISECONDS * 1000)
FOREVER: Final = struct.pack("@ll", 0, 0)

REST: Final = 1
"""True for gunicorn, which takes the connection back, and not `True`: no request was answered."""

RECEIVED_BYTES: Final = 16_384
"""The most that is taken from a connection at once; what is longer is not plain."""


@dataclass(frozen=True, slots=True)
class PlainMessage:
    """What gunicorn's writer of answers asks about the request."""

    method: str
    version: tuple[int, int] = (1, 1)

    def should_close(self) -> bool:
        """Say that the connection is kept."""
        return False


class StayingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Handing a connection to the poller and back, and reading a request in Python, cost more than many an answer.

    A thread that found others waiting for one stays with no connection that only might send something; a connection that
    sends nothing waits with the poller. A request that is not plain beyond doubt is read by gunicorn, from its first
    byte.
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
        name_ends(conn)
        if not (
            conn.initialized or conn.data_ready or is_readable(conn, 0 if self.waiting else STAY_MILLISECONDS)
        ):
            conn.wait_for_data = says_nothing
            return super().handle(conn)
        conn.sock.setblocking(True)
        conn.init()
        wait_for_bytes(conn, STAY)
        ground = build_ground(conn)
        answered = self.answer_next(conn, ground)
        while answered is True and self.alive and not self.waiting:
            answered = self.answer_next(conn, ground)
        return answered

    def answer_next(self, conn: TConn, ground: Environ) -> Any:
        """Answer one request and say whether the connection is kept; by gunicorn, if it is not plain."""
        if not self.may_keep() or holds_more(conn):
            return self.leave_to_gunicorn(conn)
        try:
            received = conn.sock.recv(RECEIVED_BYTES)
        except BlockingIOError:
            return REST
        except OSError:
            return False
        environ = read_plain(received, ground)
        if environ is None:
            return self.leave_to_gunicorn(conn, received)
        try:
            return self.answer_plain(conn, environ)
        except Exception as problem:  # noqa: BLE001 - a bug is logged, and answered
            refuse(conn.sock, conn.client[0], problem)
            return False

    def leave_to_gunicorn(self, conn: TConn, received: bytes = b"") -> Any:
        """Have gunicorn read the next request, however long it takes to arrive."""
        wait_for_bytes(conn, FOREVER)
        conn.parser.unreader.unread(received)
        answered = super().handle(conn)
        if answered:
            wait_for_bytes(conn, STAY)
        return answered

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Have the application answer a request that gunicorn has read."""
        req.body = ToldBody(req)
        return super().handle_request(req, conn)

    def handle_error(self, _req: Any, line: socket.socket, peer: Any, problem: Exception) -> None:
        """Refuse what gunicorn could not read; by itself it would write the request's first line to the log."""
        refuse(line, peer[0], problem)

    def answer_plain(self, conn: TConn, environ: Environ) -> bool:
        """Have the application answer, and send that; a caller who left is not told."""
        told: list[Any] = []
        written: list[bytes] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            told[:] = [status, headers]
            return written.append

        chunks = self.wsgi(environ, start_response)
        try:
            written.extend(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        status, headers = told
        body = b"".join(written)
        answer = write_plain(status, headers, body, system_clock())
        try:
            if answer is not None:
                conn.sock.sendall(answer)
                return True
            response = Response(PlainMessage(environ["REQUEST_METHOD"]), conn.sock, conn.cfg)
            response.start_response(status, headers)
            response.write(body)
            response.close()
            return not response.should_close()
        except OSError:
            return False

    def may_keep(self) -> bool:
        """Say whether a connection may be kept after its answer."""
        return bool(self.alive and self.cfg.keepalive and len(self.keepalived_conns) < self.max_keepalived)


def name_ends(conn: TConn) -> None:
    """Give a connection over a socket of this machine ends as every other has.

    gunicorn believes whatever a caller without an address says of the scheme, and takes its own name from the caller.
    """
    if not isinstance(conn.client, tuple):
        conn.client, conn.server = (OWN_SOCKET, 0), ("localhost", 0)


def build_ground(conn: TConn) -> Environ:
    """Return what the environments of all requests of a connection have in common."""
    (address, port, *_), (name, at, *_) = conn.client, conn.server
    return {
        **base_environ(conn.cfg),
        "wsgi.multithread": True,
        "wsgi.url_scheme": "http",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": name,
        "SERVER_PORT": str(at),
        "REMOTE_ADDR": address,
        "REMOTE_PORT": str(port),
        "SCRIPT_NAME": "",
    }


def holds_more(conn: TConn) -> bool:
    """Say whether gunicorn has read further than the last request."""
    return bool(conn.parser.unreader.buf.getvalue())


def is_readable(conn: TConn, milliseconds: int) -> bool:
    """Wait so long for a new connection's first byte."""
    poller = select.poll()
    poller.register(conn.sock, select.POLLIN)
    return bool(poller.poll(milliseconds))


def says_nothing(_: float) -> bool:
    """Tell gunicorn, which would wait for seconds, to hand the connection to its poller."""
    return False


def wait_for_bytes(conn: TConn, time: bytes) -> None:
    """Let the system end a wait for bytes after that time; Python's own way would ask twice for every request."""
    conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, time)
