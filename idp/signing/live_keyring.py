"""The keyring of a running provider: read once, and again after a rotation."""

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from idp.signing.envelope import IN_CLEAR, Envelope
from idp.signing.folder import KEYRING, load_keyring
from idp.signing.keyring import Keyring

Stamp = tuple[int, int]

LOOK_SECONDS: Final = 0.1
"""How long a running provider goes without a look: a key that is taken out is gone that soon in every process."""


class LiveKeyring:
    """Gives the folder's keyring. A rotation from the command line takes effect without a restart.

    Keys are parsed when `keyring.json` has been replaced, never per request. `look_seconds` pass between two looks at
    the file: none, if nothing else is said.
    """

    def __init__(
        self,
        folder: Path,
        envelope: Envelope = IN_CLEAR,
        look_seconds: float = 0.0,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self._folder, self._list, self._envelope = folder, str(folder / KEYRING), envelope
        self._look_seconds, self._ticks = look_seconds, ticks
        self._held = (self._stamp(), load_keyring(folder, envelope))
        self._looked_at = self._ticks()

    def __call__(self) -> Keyring:
        """Return the keyring as it is now. Raises what `load_keyring` raises, should the folder have been damaged."""
        if self._ticks() - self._looked_at >= self._look_seconds:
            self._look()
        return self._held[1]

    def _look(self) -> None:
        """Read the keys again if their list was replaced."""
        stamp = self._stamp()
        if stamp != self._held[0]:
            self._held = (stamp, load_keyring(self._folder, self._envelope))
        self._looked_at = self._ticks()

    def _stamp(self) -> Stamp:
        """Return what changes whenever the list is replaced."""
        status = os.stat(self._list)
        return status.st_mtime_ns, status.st_ino
