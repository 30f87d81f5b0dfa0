"""The temporary codes that the helpdesk hands out."""

from datetime import timedelta

from msgspec import Struct


class Bypass(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a temporary code, and a request for one, is good."""

    life_minutes: int = 30
    """Minutes a code is good from the moment it is shown."""
    approval_minutes: int = 60
    """Minutes within which a second member of the helpdesk approves, and the first has the code shown."""

    @property
    def life(self) -> timedelta:
        return timedelta(minutes=self.life_minutes)

    @property
    def approval(self) -> timedelta:
        return timedelta(minutes=self.approval_minutes)
