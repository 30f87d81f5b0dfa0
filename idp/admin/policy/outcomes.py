"""Why a step of governing the policy was not taken."""

from dataclasses import dataclass
from enum import StrEnum


class Refused(StrEnum):
    """The rule that a step would have broken."""

    GONE = "gone"
    """There is no such draft or version."""
    MEANWHILE = "meanwhile"
    """Somebody took another step with the draft since it was shown."""
    STALE = "stale"
    """Another version is in force than the one that the draft changes."""
    NOT_OPEN = "not_open"
    """The draft was submitted, published or thrown away: nobody writes in it."""
    NOT_WAITING = "not_waiting"
    """The draft does not wait for anybody."""
    OWN = "own"
    """Whoever wrote in a draft does not approve it."""
    NO_PERSON = "no_person"
    """A program does not approve: a second person does."""
    NEEDS_APPROVAL = "needs_approval"
    """The change is marked, and no second person has agreed to it."""
    UNCHANGED = "unchanged"
    """The draft lets the same people in, from the same places at the same hours."""
    NO_REASON = "no_reason"
    """Nobody said why."""
    TOO_LONG = "too_long"
    """The text or the reason is longer than what is kept."""


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of a policy: the line it is on, what is wrong and what to write instead. Line 0 is the whole text.

    Where it has a `kind`, the reader's own language has a text of that name, which the `values` fill.
    """

    line: int
    text: str
    kind: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """The text is no policy, or breaks a promise of the provider; the lines hold the counter-examples."""

    faults: tuple[FaultLine, ...]
