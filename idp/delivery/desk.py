"""What whoever runs the provider sees of messages, and the one thing they can do: send a failed one again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from idp.delivery.message import Kind, Purpose

Place = Literal["waiting", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One message that waits or has failed; whom it is for and what it says is nobody's business."""

    message_id: str
    kind: Kind
    purpose: Purpose
    place: Place
    attempts: int
    error_class: str
    created_at: datetime
    expires_at: datetime
    can_retry: bool


class MessageDesk(Protocol):
    """Messages that have not been sent."""

    def list(self, place: Place, now: datetime) -> Sequence[Entry]:
        """Return the messages that wait, or those that failed and are still remembered; oldest first."""
        ...

    def retry(self, message_id: str, now: datetime) -> bool:
        """Make a failed message due again; False for a code, one past its `expires_at`, or one that has not failed."""
        ...
