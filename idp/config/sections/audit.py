"""How long the audit trail is kept. It is about people, and so it has an end (GDPR, article 5.1 e)."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from msgspec import Struct


class Shorter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Kinds of events that lose their details before the trail's own time is over; one not named here does not.

    There is none for what the trail says of itself: it answers for what is gone.
    """

    sign_in: int | None = None
    """Days that passwords, codes, sign-ins, sign-outs and changes of network keep their details."""
    method: int | None = None
    """Days that changes of numbers, apps, keys and recovery codes keep their details."""
    application: int | None = None
    """Days that what happens between people and applications, and to applications, keeps its details."""
    account: int | None = None
    """Days that what is done to and looked up about people and accounts keeps its details."""
    message: int | None = None
    """Days that messages which were sent or lost keep their details."""
    admin: int | None = None
    """Days that visits to the console and changes of roles and policy keep their details."""
    system: int | None = None
    """Days that changes of keys, starts and stops keep their details."""

    def list_days(self) -> Mapping[str, int]:
        """Return the days of each kind that has its own."""
        named = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: days for name, days in named.items() if days is not None}


class Audit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The audit trail."""

    keep_days: int = 730
    """Days an event stays in the audit trail before the nightly pruning deletes it."""
    checkpoint_folder: Path | None = None
    """A folder on another machine or medium, mounted here, that signed checkpoints of the trail are written to."""
    checkpoint_hours: int = 24
    """Hours between two checkpoints that are written by themselves."""
    shorter: Shorter = Shorter()

    @property
    def checkpoint_every(self) -> timedelta:
        return timedelta(hours=self.checkpoint_hours)

    @property
    def keep(self) -> timedelta:
        return timedelta(days=self.keep_days)
