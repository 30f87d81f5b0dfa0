"""A rehearsal that was asked for: it waits, runs somewhere in the background, and is read when it is done."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

KEPT_FOR: Final = timedelta(days=30)
"""How long what came of it is kept: it says who would be affected."""

GIVEN_UP_AFTER: Final = timedelta(minutes=10)
"""A rehearsal that has not told of progress for so long belongs to a process that ended; another takes it."""


class RunState(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RehearsalRun:
    """One rehearsal of a draft at a revision, over the last `days` before `asked_at`.

    `done` of `total` events were read. `result` is what came of it, as JSON.
    """

    run_id: str
    draft_id: str
    revision: int
    days: int
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    state: RunState = RunState.WAITING
    touched_at: datetime | None = None
    done: int = 0
    total: int = 0
    result: str | None = field(default=None, repr=False)


class RehearsalStore(Protocol):
    """Keeps rehearsals."""

    def add(self, run: RehearsalRun) -> None:
        """Keep a new one."""
        ...

    def find(self, run_id: str) -> RehearsalRun | None:
        """Return the rehearsal; None when there is none."""
        ...

    def find_latest(self, draft_id: str) -> RehearsalRun | None:
        """Return the rehearsal of the draft that was asked for last; None when there is none."""
        ...

    def claim(self, now: datetime) -> RehearsalRun | None:
        """Take the oldest that waits, or that was given up; of many processes one gets it."""
        ...

    def tell(self, run_id: str, done: int, total: int, now: datetime) -> None:
        """Tell how far it has come."""
        ...

    def finish(self, run_id: str, state: RunState, result: str | None, now: datetime) -> None:
        """Keep what came of it."""
        ...
