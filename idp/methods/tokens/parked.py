"""A file of tokens between its preview and its import: sealed, for whoever sent it, for half an hour."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

LIFE: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Parked:
    """What a file held, encrypted for this row alone. `parked_by` is who may import it."""

    import_id: str
    parked_by: str
    sealed: bytes = field(repr=False)
    expires_at: datetime


class ParkingStore(Protocol):
    """Where such files wait."""

    def add(self, parked: Parked) -> None:
        """Store a file."""
        ...

    def find(self, import_id: str, by: str, now: datetime) -> Parked | None:
        """Return the file if it waits, for who sent it."""
        ...

    def consume(self, import_id: str, by: str, now: datetime) -> bool:
        """Take the file away, in one conditional DELETE; True for the one that did."""
        ...
