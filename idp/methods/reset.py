"""A request to take away what somebody signs in with, which another member of staff must approve."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from idp.methods.bypass import Checked, Reason

KEPT_FOR = timedelta(days=90)
"""How long a request is kept, so that the helpdesk sees what it has done."""


class ItemKind(StrEnum):
    """What can be taken away."""

    NUMBER = "number"
    DEVICE = "device"
    KEY = "key"
    TOKEN = "token"  # noqa: S105 - a kind of thing
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody signs in with. `item_id` is its own; the recovery codes go together and have none."""

    kind: ItemKind
    item_id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.item_id}"


def read_item(written: str) -> Item | None:
    """Return the item that is written so; None for anything else."""
    kind, _, item_id = written.partition(":")
    is_one = kind in set(ItemKind) and item_id.isascii() and item_id.isprintable()
    return Item(ItemKind(kind), item_id) if is_one else None


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    DONE = "done"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Reset:
    """One request, and what became of it. Who asked, who approved and whose things they are are three people."""

    reset_id: str
    person_id: str
    items: tuple[Item, ...]
    asked_by: str
    reason: Reason
    checked: Checked
    asked_at: datetime
    good_until: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    cancelled_by: str | None = None
    cancelled_at: datetime | None = None

    def state_at(self, now: datetime) -> State:
        """Return where the request stands at a moment."""
        if self.cancelled_at is not None:
            return State.CANCELLED
        if self.approved_at is not None:
            return State.DONE
        return State.EXPIRED if now >= self.good_until else State.WAITING

    def involves(self, person_id: str | None) -> bool:
        """Say whether the person asked for it, or is the one it is for: neither may approve it."""
        return person_id in {self.person_id, self.asked_by}


class ResetStore(Protocol):
    """Where such requests are kept."""

    def add(self, reset: Reset) -> bool:
        """Store a new request unless one about the same person waits; of two at once, True only for one."""
        ...

    def find(self, reset_id: str) -> Reset | None:
        """Return the request, whatever became of it."""
        ...

    def list_since(self, since: datetime) -> tuple[Reset, ...]:
        """Return the requests made at `since` or later, newest first."""
        ...

    def list_of(self, person_id: str, since: datetime) -> tuple[Reset, ...]:
        """Return the requests about one person made at `since` or later, newest first."""
        ...

    def approve(self, reset_id: str, by: str, now: datetime) -> bool:
        """Approve the request, in one conditional UPDATE; True only for the one approval that counted.

        Nothing is written for whoever asked or is the person concerned, nor when it is over.
        """
        ...

    def cancel(self, reset_id: str, by: str, now: datetime) -> bool:
        """Cancel the request unless it is over, in one conditional UPDATE."""
        ...
