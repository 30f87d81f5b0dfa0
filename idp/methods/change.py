"""A change to what somebody signs in with, as it is told and remembered."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

CHANGE_LIFE = timedelta(days=30)
"""How long a change stands among a person's latest, where a signed-in person can still object to it."""

OBJECTION_LIFE = timedelta(days=7)
"""How long the code in the messages is good."""


class ChangeKind(StrEnum):
    """Every change that people are told of; its texts are `message.told.<kind>` and `portal.changes.<kind>`."""

    BYPASS_MADE = "bypass_made"
    DEVICE_ADDED = "device_added"
    DEVICE_REMOVED = "device_removed"
    KEY_ADDED = "key_added"
    KEY_REFUSED = "key_refused"
    KEY_REMOVED = "key_removed"
    METHODS_RESET = "methods_reset"
    NUMBERS_CHANGED = "numbers_changed"
    RECOVERY_MADE = "recovery_made"
    RECOVERY_USED = "recovery_used"
    SERVICE_OPENED = "service_opened"
    TOKEN_ADDED = "token_added"  # noqa: S105 - a kind of change
    TOKEN_REMOVED = "token_removed"  # noqa: S105 - a kind of change


@dataclass(frozen=True, slots=True)
class Change:
    """What was done. `name` is what the mail calls the item; `item_id` is what an objection takes back.

    `zone` is where it was done, None when that was nowhere in particular, such as at the helpdesk.
    """

    kind: ChangeKind
    name: str = ""
    item_id: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change that was told to its owner. `objected_at` is when they said that it was not them."""

    change_id: str
    person_id: str
    kind: ChangeKind
    name: str
    item_id: str | None
    at: datetime
    code_hash: str = field(repr=False)
    objected_at: datetime | None = None


class ChangeStore(Protocol):
    """Where told changes are kept, for as long as `CHANGE_LIFE`."""

    def add(self, change: ToldChange) -> None:
        """Store the change."""
        ...

    def find(self, person_id: str, change_id: str) -> ToldChange | None:
        """Return the person's change."""
        ...

    def find_by_code(self, code_hash: str) -> ToldChange | None:
        """Return the change whose messages held this code."""
        ...

    def list_since(self, person_id: str, since: datetime) -> tuple[ToldChange, ...]:
        """Return the person's changes made at `since` or later, newest first."""
        ...

    def consume_objection(self, change_id: str, now: datetime) -> bool:
        """Mark the change as objected to, in one conditional UPDATE; False when it was already."""
        ...
