"""One way out: a gateway for text messages, or the mail servers."""

from typing import Protocol

from idp.delivery.message import Message
from idp.delivery.receipt import Receipt


class Gateway(Protocol):
    """Hands a message over within the seconds it is given."""

    @property
    def name(self) -> str:
        """What the operator calls it."""
        ...

    @property
    def timeout_seconds(self) -> float:
        """How long it may take while there is another gateway to ask."""
        ...

    def hand_over(self, message: Message, patience_seconds: float) -> Receipt:
        """Hand the message over and return the receipt; raise SendFailed within the time."""
        ...
