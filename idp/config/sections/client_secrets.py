"""The part of the configuration that is about the secrets of applications."""

from datetime import timedelta

from msgspec import Struct


class ClientSecrets(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long the secrets live that applications prove themselves with."""

    days: int | None = None
    """Days that a new secret works; its contact and owners are reminded 30 and 7 days before. None: it never expires."""

    @property
    def life(self) -> timedelta | None:
        return None if self.days is None else timedelta(days=self.days)
