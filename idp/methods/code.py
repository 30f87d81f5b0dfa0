"""One-time codes sent by text message and by e-mail."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

CODE_LOOKS = str.maketrans("", "", " -\t\u00a0\u2010\u2011\u2013")
"""What people put between the characters of a code."""


class Channel(StrEnum):
    """How a code travels; its value is also the method it proves."""

    SMS = "sms"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """One code, good once, for one sign-in of one person over one channel.

    `code_id` is also the id of the message that carries it. `masked` is the destination as it may be shown.
    `code_hash` is keyed: the database alone cannot check guesses.
    """

    code_id: str
    interaction_id: str
    person_id: str
    channel: Channel
    masked: str
    number_id: str | None
    code_hash: str = field(repr=False)
    sent_at: datetime
    expires_at: datetime
    attempts_left: int
    used_at: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        """Say whether the code can still be used."""
        return self.used_at is None and self.attempts_left > 0 and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Tried:
    """What one guess did: whether it was the code, and how many guesses are left."""

    is_right: bool
    attempts_left: int


class CodeStore(Protocol):
    """Where codes are kept."""

    def add(self, code: OneTimeCode) -> None:
        """Store a code."""
        ...

    def void(self, interaction_id: str, now: datetime) -> None:
        """End every unused code of the sign-in: a new code replaces the one before."""
        ...

    def find_latest(self, interaction_id: str) -> OneTimeCode | None:
        """Return the newest code of the sign-in, whatever became of it."""
        ...

    def try_code(self, code_id: str, code_hash: str, now: datetime) -> Tried | None:
        """Count a guess and use the code up if it is right, in one conditional UPDATE.

        None when the code is used, replaced, expired or has no guesses left.
        """
        ...


def read_code(typed: str) -> str:
    """Return a typed code as it was sent: without blanks and hyphens, in upper case."""
    return typed.translate(CODE_LOOKS).upper()
