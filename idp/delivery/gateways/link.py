"""One connection to an operator over SMPP, bound, within a deadline."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from idp.config.sections.gateways import Smpp
from idp.delivery.deadline import Deadline
from idp.delivery.gateways.pdu import (
    ENQUIRE_LINK,
    RESPONSE,
    UNBIND,
    BadUnit,
    Unit,
    read_length,
    read_unit,
    text,
)
from idp.delivery.sender import SendFailed

VERSION = 0x34


class Refused(Exception):
    """The operator answered a request with an error; `status` is its number."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status:#x}")
        self.status = status


class Link:
    """Units to and from the operator; every failure of the connection is an OSError."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._sequence = 0

    def ask(self, command: int, body: bytes = b"") -> Unit:
        """Send a request and return its answer; what comes in between is answered or passed over. Raises Refused."""
        self._sequence += 1
        self.send(Unit(command, 0, self._sequence, body))
        while True:
            unit = self.receive()
            if unit.sequence == self._sequence and unit.command & RESPONSE:
                if unit.status or unit.command != command | RESPONSE:
                    raise Refused(unit.status)
                return unit

    def send(self, unit: Unit) -> None:
        """Send one unit."""
        self._connection.sendall(unit.write())

    def receive(self) -> Unit:
        """Return the next unit that is not a question whether we are alive; those are answered."""
        while True:
            start = self._read(4)
            try:
                unit = read_unit(start + self._read(read_length(start)))
            except BadUnit as fault:
                raise ConnectionError(str(fault)) from None
            if unit.command != ENQUIRE_LINK:
                return unit
            self.send(Unit(ENQUIRE_LINK | RESPONSE, 0, unit.sequence))

    def leave(self) -> None:
        """Say good-bye; a server that does not answer is not waited for."""
        try:
            self.send(Unit(UNBIND, 0, self._sequence + 1))
        except OSError:
            return

    def _read(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            piece = self._connection.recv(count - len(found))
            if not piece:
                raise ConnectionError("closed")
            found += piece
        return bytes(found)


@contextmanager
def open_link(
    settings: Smpp, command: int, password: str, tls: ssl.SSLContext, patience_seconds: float
) -> Iterator[tuple[Link, Deadline]]:
    """Connect and bind by `command`; nothing is sent in clear unless the operator of the provider said so.

    Raises SendFailed when there is no bound connection; what happens on it later is for the block to judge.
    """
    with Deadline(patience_seconds) as deadline:
        try:
            plain = socket.create_connection((settings.host, settings.port), patience_seconds)
        except OSError:
            raise SendFailed("unreachable") from None
        deadline.hold(plain)
        connection = plain
        try:
            if settings.tls:
                connection = tls.wrap_socket(plain, server_hostname=settings.host)
            link = Link(connection)
            link.ask(command, write_bind(settings, password))
            yield link, deadline
            link.leave()
        except Refused as refusal:
            raise SendFailed(f"smpp_{refusal.status:#x}") from None
        except ssl.SSLError:
            raise SendFailed("tls") from None
        except OSError as error:
            raise SendFailed(deadline.tell_reason(error)) from None
        finally:
            connection.close()


def write_bind(settings: Smpp, password: str) -> bytes:
    """Return the body of a bind (section 4.1.1): any range of addresses, whose kind is the operator's affair."""
    return (
        text(settings.system_id, 16)
        + text(password, 9)
        + text(settings.system_type, 13)
        + bytes((VERSION, 0, 0))
        + b"\0"
    )
