"""How an attempt to prove something ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Rejection(StrEnum):
    """Why an attempt proved nothing."""

    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"
    NONE_SENT = "none_sent"
    CLOCK = "clock"
    TOO_MANY = "too_many"
    OUT_OF_STEP = "out_of_step"


@dataclass(frozen=True, slots=True)
class Verified:
    """The method was proved."""

    method: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was proved. `attempts_left` and `wait_until` are told where they help."""

    reason: Rejection
    attempts_left: int | None = None
    wait_until: datetime | None = None


Attempt = Verified | Rejected
