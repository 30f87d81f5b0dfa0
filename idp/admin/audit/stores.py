"""What is read and written of the audit trail by those who look after the provider."""

from typing import Protocol

from idp.audit.chain import Checkpoint, Row
from idp.audit.events import Event
from idp.audit.search import Page, Wanted
from idp.audit.verification import Verification


class TrailStore(Protocol):
    """Where the trail is written."""

    def record(self, event: Event) -> None:
        """Add the event to the transaction's trail."""
        ...

    def load_checkpoint(self) -> Checkpoint:
        """Read where the chain ends."""
        ...


class SearchStore(Protocol):
    """Where the trail is searched."""

    def find_page(self, wanted: Wanted, before: int | None, limit: int) -> Page:
        """Return the newest rows that are wanted, of those with a lower `seq` than `before` when it is given."""
        ...

    def find_newer(self, wanted: Wanted, after: int, limit: int) -> Page:
        """Return the rows that are wanted and follow `after` most closely, the newest first."""
        ...

    def find_row(self, seq: int) -> Row | None:
        """Return the row at this place; None when there is none."""
        ...

    def find_end(self) -> int:
        """Return the place of the last row; 0 for none."""
        ...

    def count(self, wanted: Wanted, end: int) -> int:
        """Return how many rows up to `end`, included, are wanted."""
        ...

    def read_some(self, wanted: Wanted, after: int, end: int) -> tuple[tuple[Row, ...], int | None]:
        """Return the next wanted rows in the order of the chain, and the place to go on after; None at the end."""
        ...


class VerificationStore(Protocol):
    """Where checks of the chain are kept, so that every process can tell how far one has come."""

    def lock(self) -> None:
        """Let nobody else begin one before this unit of work ends."""
        ...

    def add(self, verification: Verification) -> None:
        """Store one that begins."""
        ...

    def move(self, verification: Verification) -> None:
        """Store how far it has come, or how it ended."""
        ...

    def load_latest(self) -> Verification | None:
        """Read the one that was begun last; None before the first."""
        ...


class AuditStores(Protocol):
    """A unit of work with the trail in it."""

    @property
    def audit(self) -> TrailStore: ...

    @property
    def audit_search(self) -> SearchStore: ...

    @property
    def verifications(self) -> VerificationStore: ...
