"""What the settings about a socket of this machine must hold beyond types."""

import grp
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from idp.config.problems import Fault

Values = Mapping[str, Any]

LONGEST_PATH: Final = 107
"""Bytes of a socket's path, the most that Linux takes."""

MODE: Final = re.compile(r"0[0-7][0-7]0")
"""A mode that lets nobody in but owner and group: whoever writes to the socket says where visitors are."""


def socket_can_be_made(values: Values) -> Iterator[Fault]:
    """A socket lies in a folder that exists, where nothing else lies, and its path is not too long."""
    path: Path | None = values.get("listen.socket")
    if path is None:
        return
    if len(bytes(path)) > LONGEST_PATH:
        yield Fault("listen.socket", f"the path is longer than {LONGEST_PATH} bytes", "write a shorter one")
    elif not path.parent.is_dir():
        yield Fault("listen.socket", f"{path.parent} is no folder", "write a path in a folder that exists")
    elif path.exists() and not stat.S_ISSOCK(path.stat().st_mode):
        yield Fault("listen.socket", f"{path} is there and is no socket", "write another path, or remove it")


def socket_lets_in_one_group(values: Values) -> Iterator[Fault]:
    """A socket is open to its owner and one group that exists, and to nobody else."""
    mode, group = values.get("listen.socket_mode", "0660"), values.get("listen.socket_group")
    if not MODE.fullmatch(mode):
        yield Fault(
            "listen.socket_mode", f"{mode!r} is not a mode that keeps others out", 'write "0660" or "0600"'
        )
    if group is not None and not is_group(group):
        yield Fault("listen.socket_group", f"there is no group {group!r}", "write the web server's group")


def socket_stands_alone(values: Values) -> Iterator[Fault]:
    """What is said of a socket needs one, and beside one there is no address."""
    if values.get("listen.host", "").startswith(("unix:", "/")):
        yield Fault("listen.host", "this is a socket's path", 'write it as socket = "/…"')
        return
    if values.get("listen.socket") is None:
        if values.get("listen.socket_group") is not None:
            yield Fault("listen.socket_group", "there is no socket", "write socket = …, or remove this")
        return
    for name, default in (("host", "127.0.0.1"), ("port", 8000)):
        if values.get(f"listen.{name}", default) != default:
            what = "the provider listens on a socket alone when there is one"
            yield Fault(f"listen.{name}", what, "keep this or socket, not both")


def is_group(name: str) -> bool:
    """Say whether this machine has the group."""
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True


SOCKET_RULES: Final[tuple[Callable[[Values], Iterator[Fault]], ...]] = (
    socket_can_be_made,
    socket_lets_in_one_group,
    socket_stands_alone,
)
