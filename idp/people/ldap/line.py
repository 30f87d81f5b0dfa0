"""The connection to a directory server: encrypted, and such that it can be cut at any moment.

libldap waits for ever for a server that accepts and says nothing, or that stops in the middle of an answer, whatever
its timeouts are set to. So the socket is ours: TLS is Python's, libldap talks into one end of a pair, and cutting the
line ends every wait. `test_a_server_that_says_nothing_is_given_up_in_time` holds it.
"""

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from idp.people.ldap.problems import Down
from idp.people.ldap.relay import start_relay

START_TLS: Final = bytes.fromhex("301d02010177188016") + b"1.3.6.1.4.1.1466.20037"
"""The extended request that begins TLS (RFC 4511, section 4.14.1), with message id 1."""
STARTED: Final = b"\x0a\x01\x00"
"""resultCode success, first in the response."""
PORTS: Final = {"ldap": 389, "ldaps": 636}


@dataclass(frozen=True, slots=True)
class Server:
    """One server: its URL as written, and where that is."""

    url: str
    host: str
    port: int
    is_tls: bool


def read_server(url: str) -> Server:
    """Return a server by its URL, which the configuration has checked."""
    parts = urlsplit(url)
    return Server(url, parts.hostname or "", parts.port or PORTS[parts.scheme], parts.scheme == "ldaps")


class Line:
    """One connection. `near` is the end that libldap talks into, and takes over."""

    def __init__(self, near: socket.socket, raw: socket.socket) -> None:
        self.near = near
        self._raw = raw

    def cut(self) -> None:
        """End the connection now, whoever waits on it."""
        with suppress(OSError):
            self._raw.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Cut the line and let go of it."""
        self.cut()
        self._raw.close()


def open_line(
    server: Server, tls: ssl.SSLContext | None, connect_seconds: float, answer_seconds: float
) -> Line:
    """Connect, and encrypt unless `tls` is None; raise Down with what went wrong."""
    try:
        plain = socket.create_connection((server.host, server.port), timeout=connect_seconds)
    except OSError as problem:
        raise Down(f"{server.url} cannot be reached: {name_fault(problem)}") from None
    raw = plain.dup()
    try:
        plain.settimeout(answer_seconds)
        if tls is None:
            plain.settimeout(None)
            return Line(plain, raw)
        if not server.is_tls:
            start_tls(plain)
        encrypted = tls.wrap_socket(plain, server_hostname=server.host)
        encrypted.settimeout(None)
    except (OSError, ValueError) as problem:
        plain.close()
        raw.close()
        raise Down(f"{server.url} is not trusted or speaks no TLS: {name_fault(problem)}") from None
    return Line(start_relay(encrypted), raw)


def start_tls(plain: socket.socket) -> None:
    """Ask an LDAP server to begin TLS, and read its answer to the last byte and no further. Raises OSError."""
    plain.sendall(START_TLS)
    head = receive(plain, 2)
    body = receive(plain, head[1]) if head[0] == 0x30 and head[1] < 0x80 else b""
    # Behind the envelope: the message id in three bytes, the response's tag and length in two, then its result code.
    if body[3:4] != b"\x78" or body[5:8] != STARTED:
        raise OSError("StartTLS was refused")


def receive(plain: socket.socket, length: int) -> bytes:
    """Return exactly so many bytes; raise OSError when there are no more."""
    received = b""
    while len(received) < length:
        more = plain.recv(length - len(received))
        if not more:
            raise OSError("the server hung up")
        received += more
    return received


def name_fault(problem: Exception) -> str:
    """Return in a few words what went wrong, for whoever operates the provider."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        return problem.verify_message
    if isinstance(problem, TimeoutError):
        return "it takes too long"
    if isinstance(problem, ssl.SSLError):
        return problem.reason or "no TLS"
    return getattr(problem, "strerror", None) or str(problem)
