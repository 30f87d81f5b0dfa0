"""A person's set of recovery codes, and where it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RecoverySet:
    """What is known of a person's codes: how many are left of how many, and since when there are any."""

    left: int
    made: int
    made_at: datetime | None = None


class RecoveryStore(Protocol):
    """Where recovery codes are kept, as keyed hashes."""

    def replace(self, person_id: str, code_hashes: Sequence[str], now: datetime) -> None:
        """Make these the person's only codes."""
        ...

    def consume(self, person_id: str, code_hash: str, now: datetime) -> bool:
        """Use the code up, in one conditional UPDATE; False when it is used or not the person's."""
        ...

    def is_used(self, person_id: str, code_hash: str) -> bool:
        """Say whether the code is one of the person's that is used already."""
        ...

    def count(self, person_id: str) -> RecoverySet:
        """Return how many codes the person has left."""
        ...

    def clear(self, person_id: str) -> int:
        """Forget the person's codes; return how many unused ones there were."""
        ...
