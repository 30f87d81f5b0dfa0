"""Refuses with a page, or a problem for programs, when the keys folder cannot be read or written: it is no bug of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from idp.errors import Refusal
from idp.signing.folder import BadKeysFolder
from idp.signing.private_file import LoosePermissions


class KeysAway(Refusal):
    """The keys folder cannot be used; the detail is for the log, and for operators who ask `check`."""

    def __init__(self, kind: str) -> None:
        super().__init__("keys_away", status=503, detail=f"the keys folder cannot be used: {kind}")


@contextmanager
def refusing_when_away() -> Iterator[None]:
    """Turn what the folder raises into a refusal. Raises KeysAway."""
    try:
        yield
    except (BadKeysFolder, LoosePermissions, OSError) as error:
        raise KeysAway(type(error).__name__) from error
