"""Servers that are slow, silent, half there or lying, each on a port of its own on loopback."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

Behave = Callable[[socket.socket], None]


@contextmanager
def run_server(behave: Behave) -> Iterator[int]:
    """Listen, and let each connection be treated so, until the block ends; yield the port."""
    held: list[socket.socket] = []

    def accept(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                held.append(connection)
                Thread(target=treat, args=(behave, connection), daemon=True).start()

    listener = socket.create_server(("127.0.0.1", 0))
    Thread(target=accept, args=(listener,), daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        for connection in (listener, *held):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


def treat(behave: Behave, connection: socket.socket) -> None:
    """Treat a connection so until it ends."""
    with suppress(OSError):
        behave(connection)


def say_nothing(connection: socket.socket) -> None:
    """Take everything, and never answer."""
    while connection.recv(4096):
        pass


def say_garbage(connection: socket.socket) -> None:
    """Speak something else altogether."""
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 4)
    say_nothing(connection)


def say_half(connection: socket.socket) -> None:
    """Begin an answer and stop in its middle."""
    connection.recv(4096)
    connection.sendall(b"\x30\x0c\x02\x01\x01")
    say_nothing(connection)


def hang_up(connection: socket.socket) -> None:
    """Take the question and end the connection."""
    connection.recv(4096)
    connection.shutdown(socket.SHUT_RDWR)


def refuse_start_tls(connection: socket.socket) -> None:
    """Answer StartTLS with unavailable (52)."""
    connection.recv(4096)
    connection.sendall(bytes.fromhex("300c02010178070a013404000400"))
    say_nothing(connection)


def pass_on_late(port: int, seconds: float) -> Behave:
    """Return a proxy that passes everything on, each answer so many seconds late."""

    def behave(connection: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", port)) as behind:

            def answer() -> None:
                with suppress(OSError):
                    while chunk := behind.recv(65536):
                        time.sleep(seconds)
                        connection.sendall(chunk)

            Thread(target=answer, daemon=True).start()
            while chunk := connection.recv(65536):
                behind.sendall(chunk)

    return behave
