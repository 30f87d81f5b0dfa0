"""The durable queue: a message is stored in the transaction of what caused it and sent afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from idp.delivery.message import Kind, Message
from idp.delivery.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that one sender alone holds until its lease ends; `attempts` counts this one."""

    message: Message
    attempts: int


class OutboxStore(Protocol):
    """Where messages wait. Address, subject and body lie sealed, and are wiped once nothing more will be sent."""

    def add(self, message: Message) -> None:
        """Queue the message, due at once."""
        ...

    def claim(self, now: datetime, kinds: tuple[Kind, ...], lease: timedelta) -> Claim | None:
        """Take the message that has been due longest, for as long as the lease; None when nothing is due.

        Of two senders only one gets it. Nothing past its `expires_at` is given out. A lease that ran out tells
        that its sender died: a notice or a logout token is given out again, a code is not, because it may
        already have been sent.
        """
        ...

    def find_outcome(self, message_id: str) -> Outcome | None:
        """Return what has become of the message, delivery reports included; None when there is none by this id.

        It is known for a day after the message expired. Reads one row.
        """
        ...

    def mark_sent(self, message_id: str, now: datetime) -> None:
        """Record that it was handed over and wipe it."""
        ...

    def retry(self, message_id: str, at: datetime, error_class: str) -> None:
        """Put it back, due at `at`; `error_class` names the fault without repeating what the other side said."""
        ...

    def give_up(self, message_id: str, now: datetime, error_class: str) -> None:
        """Record that it is not sent by itself any more. A code is wiped; others are kept until they expire."""
        ...

    def expire(self, now: datetime) -> tuple[Message, ...]:
        """Give up everything past its `expires_at` and wipe it; return what was unsent, already without content."""
        ...
