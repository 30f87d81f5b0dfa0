"""The keyring of a running provider: read once, and again after a rotation."""

import os
from pathlib import Path

from idp.signing.envelope import IN_CLEAR, Envelope
from idp.signing.folder import KEYRING, load_keyring
from idp.signing.keyring import Keyring

Stamp = tuple[int, int]


class LiveKeyring:
    """Gives the folder's keyring. A rotation from the command line takes effect without a restart.

    Keys are parsed when `keyring.json` has been replaced, never per request.
    """

    def __init__(self, folder: Path, envelope: Envelope = IN_CLEAR) -> None:
        self._folder, self._list, self._envelope = folder, str(folder / KEYRING), envelope
        self._held = (self._stamp(), load_keyring(folder, envelope))

    def __call__(self) -> Keyring:
        """Return the keyring as it is now. Raises what `load_keyring` raises, should the folder have been damaged."""
        stamp = self._stamp()
        if stamp != self._held[0]:
            self._held = (stamp, load_keyring(self._folder, self._envelope))
        return self._held[1]

    def _stamp(self) -> Stamp:
        """Return what changes whenever the list is replaced."""
        status = os.stat(self._list)
        return status.st_mtime_ns, status.st_ino
