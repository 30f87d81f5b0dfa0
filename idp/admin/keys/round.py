"""Replaces keys that have signed for long enough, where a schedule says so, and takes out those whose time is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.admin.actor import build_operator
from idp.admin.keys.desk import KeysDesk
from idp.signing.keyring import Keyring
from idp.signing.rotation import drop_spent, is_due, is_spent

SCHEDULE: Final = "schedule"
"""Who the trail says has rotated keys by themselves: the operator, by the settings."""


@dataclass(frozen=True, slots=True)
class KeysRound:
    """Looks at the keyring that is held anyway, and touches the folder only when something is due.

    Of two processes at once the one that comes second finds nothing left to do.
    """

    desk: KeysDesk
    keyring: Callable[[], Keyring]

    def run(self, now: datetime) -> None:
        """Rotate when a key in use is old enough and the next is known; then drop retired keys that are of no use."""
        after = self.desk.rotated_after
        if after is not None and is_due(self.keyring(), now, after):
            self.desk.rotate(build_operator(SCHEDULE), now, oldest=after)
        if any(is_spent(key, now) for key in self.keyring().keys):
            drop_spent(self.desk.folder, now, self.desk.envelope)
