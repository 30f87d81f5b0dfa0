"""How long the audit trail is kept. It is about people, and so it has an end (GDPR, article 5.1 e)."""

from datetime import timedelta

from msgspec import Struct


class Audit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The audit trail."""

    keep_days: int = 730
    """Days an event stays in the audit trail before the nightly pruning deletes it."""

    @property
    def keep(self) -> timedelta:
        return timedelta(days=self.keep_days)
