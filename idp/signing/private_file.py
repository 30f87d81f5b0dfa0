"""Files that only the provider may read."""

import os
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
OTHERS = 0o077


class LoosePermissions(Exception):
    """Others than the owner may read the file or folder; the message names it and says what to do."""


def check_private(path: Path) -> None:
    """Refuse a file or folder that group or others may touch. Raises LoosePermissions."""
    if path.stat().st_mode & OTHERS:
        raise LoosePermissions(f"{path}: others may read it; run chmod go-rwx on it")


def read_private(path: Path) -> bytes:
    """Return the file's bytes. Raises LoosePermissions, and FileNotFoundError when there is no such file."""
    check_private(path)
    return path.read_bytes()


def write_private(path: Path, content: bytes) -> None:
    """Write the file for the owner alone, whole or not at all: it appears under its name when it is complete."""
    draft = path.with_suffix(f"{path.suffix}.draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
