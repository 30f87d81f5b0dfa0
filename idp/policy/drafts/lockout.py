"""Whether a draft would lock the administrators out of the console, from where nobody could take it back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.policy.decide import decide
from idp.policy.decision import Decision
from idp.policy.levels import Level
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.review.matrix import prove
from idp.policy.rules import CONSOLE, Policy
from idp.policy.zones import Zone

WITHIN: Final = timedelta(days=7)
"""The console has to open within this time; longer is for ever to somebody who has to mend something."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """The administrator who publishes: who they are, what they have proved, and where they sit, as the draft sees it."""

    who: Subject
    methods: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class LockedOut:
    """The counter-example: whoever publishes is answered `decision` in `zone` at `at`, having proved `methods`.

    Without a decision it is everybody: no member of `groups` gets in anywhere.
    """

    at: datetime
    zone: str | None = None
    methods: tuple[str, ...] = ()
    decision: Decision | None = None
    groups: tuple[str, ...] = ()


def find_lockout(
    before: Policy, after: Policy, publisher: Publisher | None, groups: Collection[str], now: datetime
) -> LockedOut | None:
    """Return how the draft locks the console; None when it does not, or when there was no console before.

    Whoever publishes must get in with the sign-in they have, where they are, within a week; and some member of the
    administrators' `groups` must, from somewhere. `publisher` is None for whoever acts without the console.
    """
    if CONSOLE not in before.services:
        return None
    at = _find_opening(after, now)
    if publisher is not None:
        proofs = tuple(Proof(method, at, publisher.zone) for method in METHODS if method in publisher.methods)
        decision = decide(after, Question(publisher.who, proofs, publisher.zone, at, CONSOLE))
        if not decision.is_allowed:
            return LockedOut(at, publisher.zone, publisher.methods, decision)
    if not any(_list_ways_in(after, groups, at)):
        return LockedOut(at, groups=tuple(sorted(groups)))
    return None


def _find_opening(policy: Policy, now: datetime) -> datetime:
    """Return when the console is open next; now when it does not open within a week."""
    console = policy.services.get(CONSOLE)
    opens = console.hours.opens_at(now) if console else None
    return opens if opens and opens - now <= WITHIN else now


def _list_ways_in(policy: Policy, groups: Collection[str], at: datetime) -> Iterator[tuple[Zone, Level]]:
    """Yield each zone and level by which a member of one of the groups gets in."""
    for group in groups:
        for zone in policy.zones:
            for level in policy.levels:
                who = Subject(frozenset({group}), min(level.realms or {""}), is_active=True)
                asked = Question(who, prove(level, zone.name, at), zone.name, at, CONSOLE)
                if decide(policy, asked).is_allowed:
                    yield zone, level
