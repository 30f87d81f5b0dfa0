"""A hardware token, what it can, where it is, and where tokens are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What makes the code change: a press (RFC 4226) or the time (RFC 6238)."""

    HOTP = "hotp"
    TOTP = "totp"


class Algorithm(StrEnum):
    """The hash a token counts with."""

    SHA1 = "sha1"
    SHA256 = "sha256"
    SHA512 = "sha512"


class State(StrEnum):
    """Where a token is."""

    IN_STOCK = "in_stock"
    HANDED_OUT = "handed_out"
    LOST = "lost"
    RETURNED = "returned"


IN_THE_CUPBOARD = (State.IN_STOCK, State.RETURNED)
"""The states from which a token can be handed out: a returned one serves the next person."""


@dataclass(frozen=True, slots=True)
class Make:
    """How a token makes its codes. `period_seconds` is that of a TOTP token; a HOTP token has none and says 0."""

    kind: Kind
    algorithm: Algorithm = Algorithm.SHA1
    digits: int = 6
    period_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """One token. It signs in nobody but the person it is handed out to.

    `counter` is the lowest moving factor that may still be accepted: presses of a HOTP token, time steps of a TOTP
    token. `drift` is how many steps the clock of a TOTP token is ahead. `sealed_secret` is the seed, encrypted for
    this row alone.
    """

    token_id: str
    serial: str
    make: Make
    sealed_secret: bytes = field(repr=False)
    added_at: datetime
    counter: int = 0
    drift: int = 0
    state: State = State.IN_STOCK
    person_id: str | None = None
    handed_out_at: datetime | None = None
    last_used_at: datetime | None = None


class TokenStore(Protocol):
    """Where tokens are kept. A serial number names one token only."""

    def add_all(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Store tokens; return the serial numbers of those that were: the others are known already."""
        ...

    def find_known(self, serials: Sequence[str]) -> frozenset[str]:
        """Return those of the serial numbers that are known already."""
        ...

    def find(self, serial: str) -> Token | None:
        """Return the token of this serial number."""
        ...

    def find_by_id(self, token_id: str) -> Token | None:
        """Return the token of this id."""
        ...

    def list(self, state: State | None = None) -> tuple[Token, ...]:
        """Return the tokens in this state, or all, by serial number."""
        ...

    def list_after(self, state: State | None, after: str, limit: int) -> tuple[Token, ...]:
        """Return at most `limit` tokens in this state, or of all, by serial number, from after this one."""
        ...

    def list_held(self, person_id: str) -> tuple[Token, ...]:
        """Return the tokens handed out to the person, the oldest first."""
        ...

    def hand_out(self, token_id: str, person_id: str, now: datetime) -> bool:
        """Give a token from the cupboard to the person, in one conditional UPDATE; False when it is not there."""
        ...

    def put(self, token_id: str, person_id: str | None, state: State) -> bool:
        """Move the token from the person who has it, or from nobody, to a state of nobody's.

        One conditional UPDATE; False when it is with somebody else, or lies so already.
        """
        ...

    def advance(self, token_id: str, person_id: str | None, used: int, drift: int, now: datetime) -> bool:
        """Use up the moving factor and every one before it, in one conditional UPDATE.

        False when it was used, or the token is no longer with the person. `person_id` None: with nobody.
        """
        ...
