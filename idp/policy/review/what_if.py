"""What single change would let somebody in: another sign-in, another place, another hour, a membership.

Each is asked of decide() and is true by itself, with nothing else changed. They are for administrators; what people
themselves are told comes with the decision.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from idp.policy.decide import decide
from idp.policy.question import Question, Subject
from idp.policy.review.matrix import prove
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class OtherLevel:
    """Signed in here with `level`, the weakest that does."""

    level: str


@dataclass(frozen=True, slots=True)
class OtherZone:
    """Signed in alike in any one of `zones`, weakest first."""

    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherHour:
    """Signed in alike at `at`, the first moment that does."""

    at: datetime


@dataclass(frozen=True, slots=True)
class OtherGroups:
    """A member of any one of `groups`."""

    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """With an account that is active."""


WhatIf = OtherLevel | OtherZone | OtherHour | OtherGroups | OpenAccount


def list_single_changes(policy: Policy, question: Question, who: Subject | None = None) -> tuple[WhatIf, ...]:
    """Return every single change that ends in ALLOWED, the least trouble first; none when it is a yes already.

    `who` is whom a sign-in would make known, where the question is about somebody who has not signed in.
    """
    if question.service not in policy.services or decide(policy, question).is_allowed:
        return ()
    return (
        *_other_level(policy, replace(question, who=question.who or who)),
        *_other_zone(policy, question),
        *_other_hour(policy, question),
        *_other_person(policy, question),
    )


def _other_level(policy: Policy, question: Question) -> Iterator[WhatIf]:
    for level in policy.levels:
        proofs = prove(level, question.zone, question.now)
        if decide(policy, replace(question, proofs=proofs)).is_allowed:
            yield OtherLevel(level.name)
            return


def _other_zone(policy: Policy, question: Question) -> Iterator[WhatIf]:
    zones = tuple(
        zone.name
        for zone in policy.zones
        if decide(
            policy,
            replace(
                question,
                zone=zone.name,
                proofs=tuple(replace(proof, zone=zone.name) for proof in question.proofs),
            ),
        ).is_allowed
    )
    if zones:
        yield OtherZone(zones)


def _other_hour(policy: Policy, question: Question) -> Iterator[WhatIf]:
    opens_at = policy.services[question.service].hours.opens_at(question.now)
    if opens_at is None:
        return
    proofs = tuple(replace(proof, at=opens_at) for proof in question.proofs)
    if decide(policy, replace(question, now=opens_at, proofs=proofs)).is_allowed:
        yield OtherHour(opens_at)


def _other_person(policy: Policy, question: Question) -> Iterator[WhatIf]:
    who, groups = question.who, policy.services[question.service].groups
    if who is None:
        return
    if decide(policy, replace(question, who=replace(who, groups=who.groups | groups))).is_allowed:
        yield OtherGroups(tuple(sorted(groups)))
    if decide(policy, replace(question, who=replace(who, is_active=True))).is_allowed:
        yield OpenAccount()
