"""Text messages through an operator over SMPP 3.4: a connection for each message, receipts fetched apart."""

import ssl
from dataclasses import dataclass, field
from typing import Final

from idp.config.sections.gateways import Smpp
from idp.delivery.gateways.exchange import clean_reference
from idp.delivery.gateways.link import Refused, open_link
from idp.delivery.gateways.pdu import (
    BIND_RECEIVER,
    BIND_TRANSMITTER,
    DELIVER_SM,
    MESSAGE_PAYLOAD,
    RESPONSE,
    SUBMIT_SM,
    BadUnit,
    Reader,
    Unit,
    text,
)
from idp.delivery.gateways.receipts import SmppReceipt, read_receipt
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.sender import SendFailed
from idp.gsm7 import count_parts, encode_unpacked, is_gsm7

INTERNATIONAL, ALPHANUMERIC, ISDN = 1, 5, 1
GSM, UCS2 = 0, 8
BAD_DESTINATION: Final = 0x0B
LONGEST_SHORT: Final = 254
"""Bytes in short_message; a longer text goes in the parameter message_payload, and the operator splits it."""

MOST_RECEIPTS: Final = 500
"""Receipts fetched in one go; the rest wait with the operator."""


@dataclass(frozen=True, slots=True)
class SmppGateway:
    """Binds, submits, and leaves. An operator that counts binds sees one for each message."""

    settings: Smpp
    sender: str
    password: str = field(repr=False)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def timeout_seconds(self) -> float:
        return self.settings.timeout_seconds

    def hand_over(self, message: Message, patience_seconds: float) -> Receipt:
        """Submit the message; once it is on its way, a broken connection leaves it in doubt."""
        body = write_submit(message, self.sender, wants_receipt=self.settings.receipts)
        with open_link(self.settings, BIND_TRANSMITTER, self.password, self.tls, patience_seconds) as opened:
            link, deadline = opened
            try:
                answer = link.ask(SUBMIT_SM, body)
            except Refused as refusal:
                is_final = refusal.status == BAD_DESTINATION
                raise SendFailed(f"smpp_{refusal.status:#x}", is_final=is_final) from None
            except OSError as error:
                raise SendFailed(deadline.tell_reason(error), may_have_arrived=True) from None
        parts = count_parts(message.body)
        return Receipt(self.name, read_reference(answer), parts, parts * self.settings.price)

    def fetch_receipts(self, patience_seconds: float) -> list[SmppReceipt]:
        """Return the receipts the operator has waiting; it ends when nothing comes for as long as the patience.

        Each is acknowledged before it is returned. Raises SendFailed when there is no connection.
        """
        found: list[SmppReceipt] = []
        with open_link(self.settings, BIND_RECEIVER, self.password, self.tls, patience_seconds) as (link, _):
            for _ in range(MOST_RECEIPTS):
                try:
                    unit = link.receive()
                    if unit.command == DELIVER_SM:
                        link.send(Unit(DELIVER_SM | RESPONSE, 0, unit.sequence, b"\0"))
                except OSError:
                    break
                receipt = read_receipt(unit.body) if unit.command == DELIVER_SM else None
                if receipt is not None:
                    found.append(receipt)
        return found


def write_submit(message: Message, sender: str, *, wants_receipt: bool) -> bytes:
    """Return the body of a submit_sm (section 4.4.1), in the default alphabet where the text allows it."""
    is_plain = is_gsm7(message.body)
    encoded = encode_unpacked(message.body) if is_plain else message.body.encode("utf-16-be")
    is_long = len(encoded) > LONGEST_SHORT
    is_number = sender.startswith("+")
    kind = (INTERNATIONAL, ISDN) if is_number else (ALPHANUMERIC, 0)
    return (
        b"\0"
        + bytes(kind)
        + text(sender.removeprefix("+"), 21)
        + bytes((INTERNATIONAL, ISDN))
        + text(message.to.removeprefix("+"), 21)
        + bytes((0, 0, 0))
        + b"\0\0"
        + bytes((int(wants_receipt), 0, GSM if is_plain else UCS2, 0))
        + (b"\0" if is_long else bytes((len(encoded),)) + encoded)
        + (MESSAGE_PAYLOAD.to_bytes(2, "big") + len(encoded).to_bytes(2, "big") + encoded if is_long else b"")
    )


def read_reference(answer: Unit) -> str:
    """Return the operator's id of the message; empty when the answer holds none."""
    try:
        return clean_reference(Reader(answer.body).text())
    except BadUnit:
        return ""
