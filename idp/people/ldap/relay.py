"""Carries what libldap says over a TLS connection of ours."""

import socket
import ssl
from contextlib import suppress
from select import POLLIN, poll
from threading import Thread
from typing import Final

CHUNK: Final = 65536


def start_relay(encrypted: ssl.SSLSocket) -> socket.socket:
    """Return the near end of a pair whose every byte goes over the encrypted connection, and back.

    The thread ends with either connection.
    """
    near, far = socket.socketpair()
    Thread(target=relay, args=(encrypted, far), daemon=True).start()
    return near


def relay(encrypted: ssl.SSLSocket, far: socket.socket) -> None:
    """Carry bytes both ways until one side ends. One thread does both, because TLS takes one at a time."""
    waiting = poll()
    waiting.register(encrypted, POLLIN)
    waiting.register(far, POLLIN)
    with encrypted, far, suppress(OSError):
        while True:
            ready = (
                {place for place, _ in waiting.poll()} if not encrypted.pending() else {encrypted.fileno()}
            )
            if far.fileno() in ready and not carry(far, encrypted):
                return
            if encrypted.fileno() in ready and not carry(encrypted, far):
                return


def carry(source: socket.socket, target: socket.socket) -> bool:
    """Carry what is there; return False at the end."""
    chunk = source.recv(CHUNK)
    target.sendall(chunk)
    return bool(chunk)
