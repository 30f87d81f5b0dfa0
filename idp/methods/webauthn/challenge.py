"""The question that an authenticator signs: random, good once, for one browser, one place, one purpose, one person."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

CHALLENGE_BYTES: Final = 32
CHALLENGE_LIFE: Final = timedelta(minutes=5)
"""How long a person has to find the key and touch it."""


class Purpose(StrEnum):
    """What a signed challenge is for."""

    ENROL = "enrol"
    KEY = "key"
    PASSKEY = "passkey"


@dataclass(frozen=True, slots=True)
class Bond:
    """What a challenge is tied to: an answer to it counts nowhere else, and for nobody else.

    `place` is the sign-in or the session in which it was asked for. `person_id` is None before anybody is known.
    """

    purpose: Purpose
    browser_hash: str = field(repr=False)
    place: str
    person_id: str | None


@dataclass(frozen=True, slots=True)
class Challenge:
    """One question that waits for its answer. `challenge_id` is what the form sends back in its place."""

    challenge_id: str
    bond: Bond
    challenge: bytes = field(repr=False)
    expires_at: datetime


class ChallengeStore(Protocol):
    """Where challenges wait."""

    def add(self, challenge: Challenge) -> None:
        """Store a challenge."""
        ...

    def consume(self, challenge_id: str, bond: Bond, now: datetime) -> bytes | None:
        """Use the challenge up, in one conditional UPDATE, and return it.

        None when it is used, expired or unknown, or is tied to anything else.
        """
        ...
