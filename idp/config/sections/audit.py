"""How long the audit trail is kept. It is about people, and so it has an end (GDPR, article 5.1 e)."""

from datetime import timedelta
from pathlib import Path

from msgspec import Struct


class Audit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The audit trail."""

    keep_days: int = 730
    """Days an event stays in the audit trail before the nightly pruning deletes it."""
    checkpoint_folder: Path | None = None
    """A folder on another machine or medium, mounted here, that signed checkpoints of the trail are written to."""
    checkpoint_hours: int = 24
    """Hours between two checkpoints that are written by themselves."""

    @property
    def checkpoint_every(self) -> timedelta:
        return timedelta(hours=self.checkpoint_hours)

    @property
    def keep(self) -> timedelta:
        return timedelta(days=self.keep_days)
