"""Encrypts a keys folder where it lies: file by file, each whole or not at all, and on from wherever it stopped."""

from dataclasses import dataclass
from pathlib import Path

from idp.signing.envelope import CannotOpen, Envelope, is_sealed
from idp.signing.folder import SECRETS, BadKeysFolder, check_folder
from idp.signing.held import hold
from idp.signing.private_file import read_private, write_private


@dataclass(frozen=True, slots=True)
class Shut:
    """How many private files of a folder are encrypted, and how many lie in clear."""

    sealed: int
    clear: int


def list_private_files(folder: Path) -> dict[Path, bytes]:
    """Return every file of the folder that holds a private or symmetric key. Raises BadKeysFolder, LoosePermissions."""
    check_folder(folder)
    paths = (*folder.glob("*.pem"), *(folder / name for name in SECRETS))
    return {path: read_private(path) for path in sorted(paths) if path.exists()}


def count_sealed(folder: Path) -> Shut:
    """Say how much of the folder is encrypted. Raises BadKeysFolder or LoosePermissions."""
    sealed = [is_sealed(stored) for stored in list_private_files(folder).values()]
    return Shut(sum(sealed), len(sealed) - sum(sealed))


def enclose(folder: Path, envelope: Envelope, *, may_be_clear: bool) -> int:
    """Close with the current key every file that it does not close yet; return how many there were.

    Everything is opened first, so that nothing is changed when something cannot be; with `may_be_clear` that which
    lies in clear is closed too. A run that was killed has left each file as it was or closed, and the next goes on.
    Raises BadKeysFolder or LoosePermissions.
    """
    check_folder(folder)
    with hold(folder):
        try:
            opened = {
                path: open_file(path, stored, envelope, may_be_clear=may_be_clear)
                for path, stored in list_private_files(folder).items()
                if not envelope.is_current(stored)
            }
            closed = {path: envelope.close(path.name, plain) for path, plain in opened.items()}
            for path, stored in closed.items():
                if envelope.open(path, stored) != opened[path]:
                    raise BadKeysFolder(f"{path}: does not open again; nothing was changed")
        except CannotOpen as error:
            raise BadKeysFolder(str(error)) from error
        for path, stored in closed.items():
            write_private(path, stored)
        for left in folder.glob("*.draft"):
            left.unlink()
    return len(closed)


def open_file(path: Path, stored: bytes, envelope: Envelope, *, may_be_clear: bool) -> bytes:
    """Return what a file says; one that lies in clear opens only when that `may_be`. Raises CannotOpen."""
    return stored if may_be_clear and not is_sealed(stored) else envelope.open(path, stored)
