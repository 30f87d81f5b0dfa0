"""Proves what holds for every answer, part by part, and no part that was proved before.

What a service is answered rests on its own rule, the levels and at most three zones: where somebody is, and where they
proved the password and the rest. So each kind of service is proved for each such placement, whatever zones and
services are called. A draft that changes one service among three hundred asks about that one alone, and one that adds
a zone only where that zone takes part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from idp.policy import safe_answers
from idp.policy.decide import decide_with, find_earned
from idp.policy.decision import Decision
from idp.policy.problems import Fault
from idp.policy.question import Question
from idp.policy.rules import EVERYONE, PERSONAL, Policy, Service
from idp.policy.space import (
    Placement,
    list_kinds,
    list_method_sets,
    list_others,
    list_placed,
    list_placements,
    list_zone_kinds,
    without_hours,
)
from idp.policy.standing import Standing
from idp.policy.zones import Zones

ON_ANSWERS: Final = (
    safe_answers.outside_takes_two_factors,
    safe_answers.enrolment_stays_inside,
    safe_answers.passkeys_from_outside_take_a_strong_method,
    safe_answers.acr_states_what_was_proved,
    safe_answers.acr_states_no_stronger_zone,
    safe_answers.more_proof_never_gives_less,
    safe_answers.others_are_refused,
)

MOST_KEPT: Final = 8192
"""How many parts a process remembers as proved: those of some tens of policies, a few hundred bytes each."""

Strengths = tuple[tuple[str, frozenset[str], frozenset[str] | None], ...]
ZoneKind = tuple[bool, tuple[str, ...], str | None]
"""Whether a zone is inside, what it offers, and what the service needs there."""
Ground = tuple[Strengths, str | None, bool, tuple[ZoneKind, ...]]
"""All that the answers of a part rest on: the levels, the kind of service, and the placement's zones in their order.

Placements in the same zones have one ground: they are proved together, and remembered when all of a service is sound.
"""

_PROVED: dict[Ground, None] = {}
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Part:
    """What is proved at once: one of a kind of service, and a placement in its kinds of zones."""

    service: Service
    placement: Placement
    ground: Ground


def find_breaches(policy: Policy) -> list[Fault]:
    """Return a fault for each answer that breaks an invariant, as if every service were always open."""
    parts = list_parts(policy)
    faults = prove(policy, leave_proved_out(parts))
    broken = {fault.path[1] for fault in faults}
    with _LOCK:
        for part in parts:
            if part.service.id not in broken:
                _PROVED.pop(part.ground, None)
                _PROVED[part.ground] = None
        while len(_PROVED) > MOST_KEPT:
            del _PROVED[next(iter(_PROVED))]
    return faults


def leave_proved_out(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts of which nothing like them was proved."""
    with _LOCK:
        return tuple(part for part in parts if part.ground not in _PROVED)


def list_parts(policy: Policy) -> tuple[Part, ...]:
    """Return all that there is to prove: together, everything that can be asked of the policy."""
    strengths = tuple((level.name, level.methods, level.realms) for level in policy.levels)
    return tuple(
        Part(service, placement, find_ground(policy.zones, strengths, service, placement))
        for service in list_kinds(policy)
        for placement in list_placements(policy, list_zone_kinds(policy, [service]))
    )


def find_ground(zones: Zones, strengths: Strengths, service: Service, placement: Placement) -> Ground:
    """Return what the answers about a service in a placement rest on."""
    named = {placement.here, placement.password, placement.others}
    kinds = ((zone.inside, zone.offers, service.level_needed(zone)) for zone in zones if zone.name in named)
    own = service.id if service.id in PERSONAL else None
    return strengths, own, EVERYONE in service.groups, tuple(kinds)


def prove(policy: Policy, parts: Sequence[Part]) -> list[Fault]:
    """Return the breaches that everything there is to ask about these parts finds."""
    some = without_hours(replace(policy, services={part.service.id: part.service for part in parts}))
    answers = answer_all(some, list_asked(some, parts))
    return [fault for find in ON_ANSWERS for fault in find(some, answers)]


def list_asked(policy: Policy, parts: Iterable[Part]) -> Iterator[Question]:
    """Yield everything that there is to ask about the parts, by those a service is for and by others; some of it twice."""
    method_sets, realms = list_method_sets(policy.levels), policy.levels.realms
    for part in parts:
        yield from list_placed(part.service, part.placement, method_sets, realms)
        yield from list_others(policy, part.service, part.placement.here)


def answer_all(policy: Policy, questions: Iterable[Question]) -> dict[Question, Decision]:
    """Decide every question of the space; what proofs earn is found once for all services."""
    earned: dict[object, tuple[Standing, ...]] = {}
    answers: dict[Question, Decision] = {}
    for question in dict.fromkeys(questions):
        proved = question.proofs, question.zone, question.of_realm
        if proved not in earned:
            earned[proved] = find_earned(policy, question)
        answers[question] = decide_with(policy, question, earned[proved])
    return answers
