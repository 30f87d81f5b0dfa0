"""Who of those who administer gets into the console under a policy: from somewhere, by some way, when it is open next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from idp.policy.decide import decide
from idp.policy.decision import Decision, NotFromHere, Outcome, PersonInactive
from idp.policy.question import Question, Subject
from idp.policy.review.matrix import prove
from idp.policy.rules import CONSOLE, Policy

WITHIN: Final = timedelta(days=7)
"""The console has to open within this time; longer is for ever to somebody who has to mend something."""


@dataclass(frozen=True, slots=True)
class Administrators:
    """Everybody who is an administrator, by a group or because they were given the role.

    `people` are those who are known one by one. `groups` are groups whose members only a directory elsewhere knows:
    they count as if somebody were in them.
    """

    people: Mapping[str, Subject] = field(default_factory=dict)
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one administrator is answered in `zone`, having proved everything that `level` takes."""

    zone: str
    level: str
    decision: Decision


def find_opening(policy: Policy, now: datetime) -> datetime:
    """Return when the console is open next; now when it does not open within a week."""
    console = policy.services.get(CONSOLE)
    opens = console.hours.opens_at(now) if console else None
    return opens if opens and opens - now <= WITHIN else now


def list_entering(policy: Policy, administrators: Administrators, at: datetime) -> tuple[str, ...]:
    """Return the ids of the people who get in."""
    return tuple(one for one, who in administrators.people.items() if may_enter(policy, who, at))


def may_any_member_enter(policy: Policy, groups: tuple[str, ...], at: datetime) -> bool:
    """Say whether a member of one of the groups gets in, whatever realm they are of."""
    return any(may_enter(policy, who, at) for group in groups for who in list_members(policy, group))


def may_enter(policy: Policy, who: Subject, at: datetime) -> bool:
    """Say whether the person gets in from anywhere."""
    return any(answer.decision.is_allowed for answer in list_answers(policy, who, at))


def find_example(policy: Policy, administrators: Administrators, at: datetime) -> Answer | None:
    """Return the answer nearest to yes that somebody who administers is given; None when nobody is known."""
    answers = (find_nearest(policy, who, at) for who in administrators.people.values())
    known = (answer for answer in answers if answer is not None)
    return min(known, key=how_far, default=None)


def find_nearest(policy: Policy, who: Subject, at: datetime) -> Answer | None:
    """Return the answer that is nearest to yes; None when there is nowhere to ask."""
    return min(list_answers(policy, who, at), key=how_far, default=None)


def how_far(answer: Answer) -> tuple[bool, bool, bool, int]:
    """Return how far an answer is from yes: what a stronger way helps against says least of the person."""
    decision = answer.decision
    kinds = {type(why) for why in decision.reasons}
    needs_proof = decision.outcome is Outcome.NEEDS_PROOF
    return needs_proof, NotFromHere in kinds, PersonInactive in kinds, len(kinds)


def list_answers(policy: Policy, who: Subject, at: datetime) -> Iterator[Answer]:
    """Yield what the person is answered, by each way in each zone."""
    for zone in policy.zones:
        for level in policy.levels:
            asked = Question(who, prove(level, zone.name, at), zone.name, at, CONSOLE)
            yield Answer(zone.name, level.name, decide(policy, asked))


def list_members(policy: Policy, group: str) -> Iterator[Subject]:
    """Yield somebody of the group for each realm that a level is for, and of none."""
    realms = {""}.union(*(level.realms or () for level in policy.levels))
    return (Subject(frozenset({group}), realm, is_active=True) for realm in sorted(realms))
