"""Sees beforehand that the demonstration can run here, and says in one line why not."""

import os
import socket
from pathlib import Path

from idp.ops.demo.places import Places
from idp.ops.stop import Stop


def check_ports(places: Places) -> None:
    """Stop when somebody else listens where a part of the demonstration would."""
    for part, port in places.ports.items():
        if is_taken(port):
            raise Stop(
                f"port {port} ({part}) is taken; end what listens there, or choose others: make demo PORT=9000"
            )


def is_taken(port: int) -> bool:
    """Say whether the port cannot be listened on, or somebody already answers on it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def check_writable(folder: Path) -> None:
    """Stop when the folder cannot be made or written."""
    nearest = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise Stop(f"{nearest} cannot be written; make it writable, or choose another place with --folder")
