"""Whoever hands a message over, and how they say that they could not."""

from decimal import Decimal
from typing import Protocol

from idp.delivery.message import Message
from idp.delivery.receipt import NOTHING, Receipt


class SendFailed(Exception):
    """The message was not taken, as far as we know.

    `error_class` is one word of ours or a status number, never what the other side wrote. `may_have_arrived`
    says that it may have been taken nevertheless, and `price` what that would cost, in öre; `is_final` that
    trying again is no use.
    """

    def __init__(
        self,
        error_class: str,
        *,
        may_have_arrived: bool = False,
        is_final: bool = False,
        price: Decimal = NOTHING,
    ) -> None:
        super().__init__(error_class)
        self.error_class = error_class
        self.may_have_arrived = may_have_arrived
        self.is_final = is_final
        self.price = price


class Sender(Protocol):
    """Hands over one kind of message."""

    def send(self, message: Message) -> Receipt:
        """Hand the message over and return who took it; raise SendFailed."""
        ...
