"""What handing over a message came to: who took it, under which name, and what it cost."""

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who took the message: the gateway by the operator's name for it, empty when there is only one way.

    `reference` is the gateway's own id of the message, by which its delivery report is known; empty when it gave
    none. `price` is in öre for all parts together, what another gateway may have taken before included.
    """

    gateway: str = ""
    reference: str = ""
    parts: int = 1
    price: Decimal = NOTHING


FREE = Receipt()
"""Of a mail or a logout token: nobody bills it, and there is one way."""
