"""Where the provider listens: whether it can, and who is let in to a socket of this machine."""

import grp
import os
import socket
from pathlib import Path
from typing import Final

from idp.config.settings import Listen
from idp.ops.stop import Stop

NOBODY_ELSE: Final = 0o177
"""The mask a socket is made with: until its group is set, it is its owner's alone."""

SOON_SECONDS: Final = 2


def write_place(listen: Listen) -> str:
    """Return the place as gunicorn reads it."""
    return f"unix:{listen.socket}" if listen.socket else f"{listen.host}:{listen.port}"


def check_place(listen: Listen) -> None:
    """Stop when somebody else listens there, or the socket cannot be made or given to its group."""
    if listen.socket is None:
        check_port(listen)
        return
    check_socket(listen.socket)
    if listen.socket_group is not None:
        check_group(listen.socket_group)


def check_move(old: Listen, new: Listen) -> None:
    """Stop when a running provider could not move there; at its own socket or port it is itself who listens."""
    if new.socket != old.socket or (new.socket is None and new.port != old.port):
        check_place(new)
    elif new.socket_group is not None:
        check_group(new.socket_group)


def check_port(listen: Listen) -> None:
    """Stop when somebody else listens at the address."""
    with socket.socket(socket.AF_INET6 if ":" in listen.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listen.host, listen.port))
        except OSError as problem:
            place = f"{listen.host}:{listen.port}"
            raise Stop(
                f"{place}: {problem.strerror}; stop who listens there, or change listen.port"
            ) from None


def check_socket(path: Path) -> None:
    """Stop when somebody answers on the socket, or it cannot be made; one that was left behind is passed over."""
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise Stop(f"{path.parent}: no socket can be made there; give the folder to who runs the provider")
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(SOON_SECONDS)
        try:
            probe.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return
        except OSError as problem:
            raise Stop(f"{path}: {problem}; remove it, or change listen.socket") from None
    raise Stop(f"{path}: somebody listens there; stop them, or change listen.socket")


def check_group(name: str) -> None:
    """Stop when who runs the provider may not give the socket to the group."""
    number = grp.getgrnam(name).gr_gid
    if os.geteuid() != 0 and number not in {os.getegid(), *os.getgroups()}:
        raise Stop(f"listen.socket_group: the provider's user is not in {name}; add it to that group")


def let_in(listen: Listen) -> None:
    """Give the socket to its group, and then its mode; nothing is done for an address."""
    if listen.socket is None:
        return
    if listen.socket_group is not None:
        os.chown(listen.socket, -1, grp.getgrnam(listen.socket_group).gr_gid)
    listen.socket.chmod(int(listen.socket_mode, 8))
