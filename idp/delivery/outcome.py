"""What has become of a message so far, for the page that waits for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["queued", "delayed", "sent", "failed"]
"""How far it has come.

`queued`: not tried yet, or being handed over now. `delayed`: every way out failed so far, and it is tried again
by itself. `sent`: handed over, and nobody has said that it did not arrive. `failed`: it will never be sent, or the
gateway reported afterwards that it did not reach the phone.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a message has come, since when, and the word for what went wrong last; empty when nothing did."""

    state: State
    since: datetime
    error_class: str = ""
