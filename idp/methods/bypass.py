"""A temporary code that two members of the helpdesk hand out to someone who has nothing left to sign in with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

KEPT_FOR = timedelta(days=90)
"""How long a request is kept, so that the helpdesk sees what it has handed out."""


class Reason(StrEnum):
    """Why somebody needs a temporary code: a closed list, so that nothing about anybody is written in free text."""

    LOST_PHONE = "lost_phone"
    NEW_PHONE = "new_phone"
    BROKEN_PHONE = "broken_phone"
    FORGOTTEN = "forgotten"
    NEW_EMPLOYEE = "new_employee"


class Checked(StrEnum):
    """How the helpdesk made sure of who it was."""

    ID_CARD = "id_card"
    KNOWN = "known"
    MANAGER = "manager"


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    READY = "ready"
    USED = "used"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Bypass:
    """One request for a temporary code, and what became of it.

    `person_id` is whom the code is for, `asked_by` and `approved_by` the two who hand it out: three different
    people. Until the code is shown, `good_until` is when the request runs out; from then on, when the code does.
    There is no code before it is shown, and afterwards only its keyed hash.
    """

    bypass_id: str
    person_id: str
    asked_by: str
    reason: Reason
    checked: Checked
    asked_at: datetime
    good_until: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    shown_at: datetime | None = None
    code_hash: str | None = field(default=None, repr=False)
    used_at: datetime | None = None
    cancelled_by: str | None = None
    cancelled_at: datetime | None = None

    def state_at(self, now: datetime) -> State:
        """Return where the request stands at a moment."""
        if self.cancelled_at is not None:
            return State.CANCELLED
        if self.used_at is not None:
            return State.USED
        if now >= self.good_until:
            return State.EXPIRED
        if self.shown_at is not None:
            return State.READY
        return State.WAITING if self.approved_by is None else State.APPROVED

    def is_open(self, now: datetime) -> bool:
        """Say whether anything can still come of the request."""
        return self.state_at(now) in {State.WAITING, State.APPROVED, State.READY}

    def involves(self, person_id: str) -> bool:
        """Say whether the person asked for it, or is the one it is for: neither may approve it."""
        return person_id in {self.person_id, self.asked_by}


class BypassStore(Protocol):
    """Where requests for temporary codes are kept."""

    def add(self, bypass: Bypass) -> bool:
        """Store a new request unless one for the same person is open; of two at once, True only for one."""
        ...

    def find(self, bypass_id: str) -> Bypass | None:
        """Return the request, whatever became of it."""
        ...

    def list_since(self, since: datetime) -> tuple[Bypass, ...]:
        """Return the requests made at `since` or later, newest first."""
        ...

    def list_ready(self, person_id: str, now: datetime) -> tuple[Bypass, ...]:
        """Return the person's codes that can be used now."""
        ...

    def approve(self, bypass_id: str, by: str, now: datetime) -> bool:
        """Approve the request, in one conditional UPDATE; True only for the one approval that counted.

        Nothing is written for whoever asked or is the person concerned, nor when it is approved, cancelled or
        expired.
        """
        ...

    def show(self, bypass_id: str, by: str, code_hash: str, good_until: datetime, now: datetime) -> bool:
        """Give the approved request its code, in one conditional UPDATE; True only once, and only for who asked."""
        ...

    def consume(self, bypass_id: str, code_hash: str, now: datetime) -> bool:
        """Use the code up, in one conditional UPDATE; True only for the one right guess that did."""
        ...

    def cancel(self, bypass_id: str, by: str, now: datetime) -> bool:
        """Cancel the request and its code unless it is over, in one conditional UPDATE."""
        ...
