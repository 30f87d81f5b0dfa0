"""An operator's SMPP server on loopback. It reads and writes units with smpplib's code, not with ours."""

import socket
import ssl
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from smpplib import consts
    from smpplib.client import SimpleSequenceGenerator
    from smpplib.smpp import make_pdu, parse_pdu


@dataclass
class SmppServer:
    """Takes messages as it is told and remembers them; hands out the receipts lined up to whoever binds as receiver."""

    password: bytes = b"hemligt"
    submit_status: int = consts.SMPP_ESME_ROK
    message_id: str = "A1B2"
    receipts: list[bytes] = field(default_factory=list)
    """Whole deliver_sm units."""
    acknowledged: int = 0
    submitted: list[Any] = field(default_factory=list)
    binds: list[str] = field(default_factory=list)
    before_submit_answer: Callable[[socket.socket], None] = lambda _: None
    before_bind_answer: Callable[[socket.socket], None] = lambda _: None
    port: int = 0

    def talk(self, connection: socket.socket) -> None:
        """Answer one client until it leaves."""
        while unit := receive(connection):
            if unit.command.startswith("bind_"):
                self.before_bind_answer(connection)
                self.binds.append(unit.command)
                is_right = unit.password == self.password
                status = consts.SMPP_ESME_ROK if is_right else consts.SMPP_ESME_RINVPASWD
                answer(connection, f"{unit.command}_resp", unit.sequence, status, system_id="operator")
                if unit.command == "bind_receiver":
                    self.hand_out(connection)
            elif unit.command == "submit_sm":
                self.submitted.append(unit)
                self.before_submit_answer(connection)
                answer(
                    connection,
                    "submit_sm_resp",
                    unit.sequence,
                    self.submit_status,
                    message_id=self.message_id,
                )
            elif unit.command == "deliver_sm_resp":
                self.acknowledged += 1
            elif unit.command == "unbind":
                answer(connection, "unbind_resp", unit.sequence, consts.SMPP_ESME_ROK)

    def hand_out(self, connection: socket.socket) -> None:
        """Send every receipt that waits."""
        while self.receipts:
            connection.sendall(self.receipts.pop(0))


def receive(connection: socket.socket) -> Any:
    """Return the next unit as smpplib reads it; None when the client has gone."""
    start = read(connection, 4)
    if len(start) < 4:
        return None
    return parse_pdu(
        start + read(connection, struct.unpack(">L", start)[0] - 4), client=SimpleSequenceGenerator()
    )


def read(connection: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count and (piece := connection.recv(count - len(found))):
        found += piece
    return found


def answer(connection: socket.socket, command: str, sequence: int, status: int, **fields: Any) -> None:
    """Send an answer as smpplib writes it."""
    unit = make_pdu(command, client=SimpleSequenceGenerator(), status=status, **fields)
    unit.sequence = sequence
    connection.sendall(unit.generate())


def build_receipt(text: bytes, sequence: int = 7, more: bytes = b"") -> bytes:
    """Return a deliver_sm with a receipt in it; `more` are optional parameters, written by hand."""
    unit = make_pdu(
        "deliver_sm",
        client=SimpleSequenceGenerator(),
        source_addr="46701740605",
        destination_addr="Havsvik",
        esm_class=4,
        short_message=text,
    )
    unit.sequence = sequence
    written = unit.generate() + more
    return struct.pack(">L", len(written)) + written[4:]


@contextmanager
def run_smpp(server: SmppServer, tls: ssl.SSLContext | None = None) -> Iterator[SmppServer]:
    """Serve until the block ends, one client after the other."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with suppress(OSError):
                    wrapped = tls.wrap_socket(connection, server_side=True) if tls else connection
                    with wrapped:
                        server.talk(wrapped)
                connection.close()

        thread = Thread(target=serve)
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
