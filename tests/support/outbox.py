"""An outbox that remembers what was queued, and senders that do as they are told."""

from collections.abc import Callable
from datetime import datetime, timedelta

from idp.delivery.message import Kind, Message
from idp.delivery.outbox import Claim
from idp.delivery.outcome import Outcome
from idp.delivery.receipt import FREE, Receipt


class RememberingOutbox:
    """Implements `OutboxStore` in memory, for one sender at a time."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.ended: dict[str, str] = {}
        self._due: dict[str, datetime] = {}
        self._attempts: dict[str, int] = {}

    @property
    def last(self) -> Message:
        """The message queued last."""
        return self.messages[-1]

    def to(self, address: str) -> list[Message]:
        """Return what was queued for one number, mail address or URL, oldest first."""
        return [message for message in self.messages if message.to == address]

    def add(self, message: Message) -> None:
        self.messages.append(message)
        self._due[message.message_id] = message.created_at
        self._attempts[message.message_id] = 0

    def claim(self, now: datetime, kinds: tuple[Kind, ...], lease: timedelta) -> Claim | None:
        for message in self.messages:
            due_at = self._due.get(message.message_id)
            if due_at and due_at <= now < message.expires_at and message.kind in kinds:
                del self._due[message.message_id]
                self._attempts[message.message_id] += 1
                return Claim(message, self._attempts[message.message_id])
        return None

    def find_outcome(self, message_id: str) -> Outcome | None:
        for message in self.messages:
            if message.message_id == message_id:
                end = self.ended.get(message_id, "")
                if end == "sent":
                    return Outcome("sent", message.created_at)
                if end:
                    return Outcome("failed", message.created_at, end)
                return Outcome("delayed" if self._attempts[message_id] else "queued", message.created_at)
        return None

    def mark_sent(self, message_id: str, now: datetime) -> None:
        self.ended[message_id] = "sent"

    def retry(self, message_id: str, at: datetime, error_class: str) -> None:
        self._due[message_id] = at

    def give_up(self, message_id: str, now: datetime, error_class: str) -> None:
        self.ended[message_id] = error_class

    def expire(self, now: datetime) -> tuple[Message, ...]:
        old = tuple(
            message
            for message in self.messages
            if message.expires_at <= now and message.message_id in self._due
        )
        for message in old:
            del self._due[message.message_id]
            self.ended[message.message_id] = "expired"
        return old


class ObedientSender:
    """Implements `Sender`: remembers, and fails with whatever is lined up before it succeeds."""

    def __init__(self, *failures: Exception, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.failures = list(failures)
        self.tried: list[Message] = []
        self.sent: list[Message] = []
        self._meanwhile = meanwhile

    def send(self, message: Message) -> Receipt:
        self.tried.append(message)
        self._meanwhile()
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(message)
        return FREE
