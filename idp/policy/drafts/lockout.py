"""Whether a draft would lock the administrators out of the console, from where nobody could take it back."""

from dataclasses import dataclass
from datetime import datetime

from idp.policy.decide import decide
from idp.policy.decision import Decision
from idp.policy.drafts.administrators import (
    Administrators,
    Answer,
    find_example,
    find_opening,
    list_entering,
    may_any_member_enter,
)
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import CONSOLE, Policy


@dataclass(frozen=True, slots=True)
class Publisher:
    """The administrator who publishes: who they are, what they have proved, and where they sit, as the draft sees it."""

    who: Subject
    methods: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class LockedOut:
    """The counter-example: whoever publishes is answered `decision` in `zone` at `at`, having proved `methods`.

    Without a decision it is everybody: no member of `groups` gets in anywhere, and none of the `people_count` who are
    known to administer; `nearest` is how one of these is answered at best.
    """

    at: datetime
    zone: str | None = None
    methods: tuple[str, ...] = ()
    decision: Decision | None = None
    groups: tuple[str, ...] = ()
    people_count: int = 0
    nearest: Answer | None = None


def find_lockout(
    before: Policy, after: Policy, publisher: Publisher | None, administrators: Administrators, now: datetime
) -> LockedOut | None:
    """Return how the draft locks the console; None when it does not, or when there was no console before.

    Whoever publishes must get in with the sign-in they have, where they are, within a week; and somebody who
    administers must, from somewhere. `publisher` is None for whoever acts without the console.
    """
    if CONSOLE not in before.services:
        return None
    at = find_opening(after, now)
    if publisher is not None:
        proofs = tuple(Proof(method, at, publisher.zone) for method in METHODS if method in publisher.methods)
        decision = decide(after, Question(publisher.who, proofs, publisher.zone, at, CONSOLE))
        if not decision.is_allowed:
            return LockedOut(at, publisher.zone, publisher.methods, decision)
    if may_any_member_enter(after, administrators.groups, at) or list_entering(after, administrators, at):
        return None
    return LockedOut(
        at,
        groups=tuple(sorted(administrators.groups)),
        people_count=len(administrators.people),
        nearest=find_example(after, administrators, at),
    )
