"""A policy that somebody is writing, until it is published or thrown away."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class DraftState(StrEnum):
    """Where a draft has come."""

    OPEN = "open"
    """It can be changed."""
    SUBMITTED = "submitted"
    """It waits for a second person."""
    APPROVED = "approved"
    """A second person agreed to exactly this text."""
    PUBLISHED = "published"
    DISCARDED = "discarded"


LIVE = (DraftState.OPEN, DraftState.SUBMITTED, DraftState.APPROVED)
"""The states something can still come of."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft. `based_on` is the version that it changes, 0 for the file; `author_ids` are all who wrote in it.

    `revision` grows with every step. A step names the revision it was decided by, and is refused when another came
    before it: whoever approves has approved what they read.
    """

    draft_id: str
    text: str = field(repr=False)
    reason: str
    based_on: int
    author_ids: tuple[str, ...]
    created_at: datetime
    changed_at: datetime
    state: DraftState = DraftState.OPEN
    revision: int = 1
    approver_id: str | None = None
    published_as: int | None = None
    returns_to: int | None = None
    """The earlier version whose text it began as."""

    @property
    def is_live(self) -> bool:
        """Say whether anything can still come of it."""
        return self.state in LIVE


class DraftStore(Protocol):
    """Keeps drafts."""

    def add(self, draft: Draft) -> None:
        """Keep a new draft."""
        ...

    def find(self, draft_id: str) -> Draft | None:
        """Return the draft, whatever became of it; None when there is none."""
        ...

    def list_latest(self, limit: int) -> tuple[Draft, ...]:
        """Return the drafts that were changed last, the latest first."""
        ...

    def replace(self, draft: Draft, revision: int) -> bool:
        """Write the draft unless it has taken another step since `revision`; say whether it was written."""
        ...
