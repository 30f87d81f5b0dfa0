"""Whether keys are rotated by the provider itself."""

from datetime import timedelta

from msgspec import Struct


class KeyRotation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The schedule of keys."""

    days: int | None = None
    """Days a key signs before the provider replaces it by itself; None leaves it to people and timers."""

    @property
    def after(self) -> timedelta | None:
        return None if self.days is None else timedelta(days=self.days)
