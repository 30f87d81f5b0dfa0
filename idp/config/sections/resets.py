"""The resets of what people sign in with, which the helpdesk does."""

from datetime import timedelta

from msgspec import Struct


class Resets(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who it takes to take away what somebody signs in with."""

    two_people: bool = True
    """Whether a second member of the helpdesk must approve before anything is taken away."""
    approval_minutes: int = 60
    """Minutes within which the second one approves."""

    @property
    def approval(self) -> timedelta:
        return timedelta(minutes=self.approval_minutes)
