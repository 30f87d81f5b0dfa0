"""Delivery receipts of SMPP (deliver_sm): read as carriers write them, which is not always as the appendix says."""

import re
from dataclasses import dataclass
from typing import Final

from idp.delivery.gateways.exchange import clean_reference
from idp.delivery.gateways.pdu import MESSAGE_PAYLOAD, MESSAGE_STATE, RECEIPTED_MESSAGE_ID, BadUnit, Reader
from idp.delivery.report import Arrival

STATES: Final[dict[str, Arrival]] = {
    "DELIVRD": "delivered",
    "EXPIRED": "failed",
    "DELETED": "failed",
    "UNDELIV": "failed",
    "REJECTD": "failed",
}
"""The final states by the first seven letters that carriers write; every other says nothing yet."""

NUMBERED: Final[dict[int, Arrival]] = {2: "delivered", 3: "failed", 4: "failed", 5: "failed", 8: "failed"}
"""The same as numbers, in the optional parameter message_state."""

ID: Final = re.compile(r"\bid:\s*([!-~]{1,65})", re.IGNORECASE)
STAT: Final = re.compile(r"\bstat:\s*([A-Za-z]{1,16})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SmppReceipt:
    """What became of the message that the operator knows by this id."""

    reference: str
    arrival: Arrival


def read_receipt(body: bytes) -> SmppReceipt | None:
    """Return the receipt in the body of a deliver_sm; None when it holds none that could be understood.

    Optional parameters go before the text, whose fields may come in any order and case, with blanks or without.
    """
    try:
        reader = Reader(body)
        reader.text()
        for _ in range(2):
            reader.octets(2)
            reader.text()
        reader.octets(3)
        reader.text()
        reader.text()
        reader.octets(4)
        message = reader.octets(reader.number())
    except BadUnit:
        return None
    parameters = reader.parameters()
    written = (message or parameters.get(MESSAGE_PAYLOAD, b"")).decode("latin-1")
    named, stated = ID.search(written), STAT.search(written)
    tagged = parameters.get(RECEIPTED_MESSAGE_ID, b"").rstrip(b"\0").decode("latin-1")
    reference = clean_reference(tagged) or clean_reference(named[1] if named else "")
    if not reference:
        return None
    state = parameters.get(MESSAGE_STATE, b"")
    if len(state) == 1:
        return SmppReceipt(reference, NUMBERED.get(state[0], "unknown"))
    word = stated[1].upper()[:7] if stated else ""
    return SmppReceipt(reference, STATES.get(word, "unknown"))
