"""The audit trail as those who record in it see it."""

from typing import Protocol

from idp.audit.events import Event


class Trail(Protocol):
    """Append-only: what is recorded is written in the transaction of what it records, or neither is."""

    def record(self, event: Event) -> None:
        """Add the event to the transaction's trail; several keep their order."""
        ...
