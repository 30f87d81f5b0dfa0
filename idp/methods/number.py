"""A registered mobile number, and where they are kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Number:
    """One registered mobile number."""

    number_id: str
    e164: str = field(repr=False)
    added_at: datetime


class NumberStore(Protocol):
    """Where numbers are kept."""

    def lock(self, person_id: str) -> None:
        """Let nobody else change the person's numbers before this unit of work ends."""
        ...

    def list(self, person_id: str) -> tuple[Number, ...]:
        """Return the person's numbers in the order they gave them."""
        ...

    def replace(self, person_id: str, numbers: tuple[Number, ...]) -> None:
        """Store the person's numbers in place of those before."""
        ...
