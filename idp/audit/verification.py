"""One check of the whole chain: how far it has come, and what it found."""

from dataclasses import dataclass
from datetime import datetime

from idp.audit.chain import Break, Checkpoint


@dataclass(frozen=True, slots=True)
class Verification:
    """One check of the whole chain. `done` of `total` rows are read; `outcome` is None until it has ended.

    `against` is the checkpoint that was held against the chain; `end` is where the chain ended when the check began.
    `break_count` counts all breaks, `breaks` holds the first of them. `emptied` counts
    the rows that are empty because their kind's time was over.
    """

    verification_id: str
    started_by: str
    started_at: datetime
    moved_at: datetime
    total: int
    done: int
    end: Checkpoint
    against: Checkpoint | None = None
    outcome: str | None = None
    break_count: int = 0
    breaks: tuple[Break, ...] = ()
    emptied: int = 0
