"""Proves what holds for every answer, part by part, and no part that was proved before.

What a service is answered rests on its own rule, at most three zones – where somebody is, and where they proved the
password and the rest – and the levels that these offer. So each kind of service is proved for each such placement,
whatever zones and services are called. A draft that changes one service among three hundred asks about that one alone,
one that adds a zone only where that zone takes part, and one that adds a level only where a zone offers it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from idp.policy import safe_answers
from idp.policy.decide import decide_with, find_earned
from idp.policy.decision import Decision
from idp.policy.levels import Levels
from idp.policy.problems import Fault
from idp.policy.question import Question
from idp.policy.remembered import Remembered
from idp.policy.rules import EVERYONE, PERSONAL, Policy, Service
from idp.policy.space import (
    Placement,
    list_kinds,
    list_others,
    list_placed,
    list_placements,
    list_telling_sets,
    list_zone_kinds,
    without_hours,
)
from idp.policy.standing import Standing

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
ZoneKind = tuple[bool, tuple[str, ...], tuple[str, ...]]
"""Whether a zone is inside, what it offers, and the levels of it that reach what the service needs there."""
Ground = tuple[Strengths, str | None, bool, tuple[ZoneKind, ...]]
"""All that the answers of a part rest on: the levels, the kind of service, and the placement's zones in their order.

Placements in the same zones have one ground: they are proved together, and remembered when all of a service is sound.
"""

_PROVED: Final = Remembered[Ground, bool](MOST_KEPT)


@dataclass(frozen=True, slots=True)
class Part:
    """What is proved at once: one of a kind of service, and a placement in its kinds of zones."""

    service: Service
    placement: Placement
    levels: Levels
    ground: Ground


def find_breaches(policy: Policy) -> list[Fault]:
    """Return a fault for each answer that breaks an invariant, as if every service were always open."""
    parts = list_parts(policy)
    faults = prove(policy, leave_proved_out(parts))
    broken = {fault.path[1] for fault in faults}
    for part in parts:
        if part.service.id not in broken:
            _PROVED.keep(part.ground, True)
    return faults


def leave_proved_out(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts of which nothing like them was proved."""
    return tuple(part for part in parts if not _PROVED.find(part.ground))


def list_parts(policy: Policy) -> tuple[Part, ...]:
    """Return all that there is to prove: together, everything that can be asked of the policy."""
    return tuple(
        build_part(policy, service, placement)
        for service in list_kinds(policy)
        for placement in list_placements(policy, list_zone_kinds(policy, [service]))
    )


def build_part(policy: Policy, service: Service, placement: Placement) -> Part:
    """Return a part with what its answers rest on: a level that none of its zones offers is worth nothing there."""
    named = {placement.here, placement.password, placement.others}
    zones = [zone for zone in policy.zones if zone.name in named]
    offered = {name for zone in zones for name in zone.offers}
    levels = Levels(tuple(level for level in policy.levels if level.name in offered))
    ground = (
        tuple((level.name, level.methods, level.realms) for level in levels),
        service.id if service.id in PERSONAL else None,
        EVERYONE in service.groups,
        tuple((zone.inside, zone.offers, policy.ways_in(service.id, zone.name)) for zone in zones),
    )
    return Part(service, placement, levels, ground)


def prove(policy: Policy, parts: Sequence[Part]) -> list[Fault]:
    """Return the breaches that everything there is to ask about these parts finds."""
    some = without_hours(replace(policy, services={part.service.id: part.service for part in parts}))
    answers = answer_all(some, list_asked(some, parts))
    return [fault for find in ON_ANSWERS for fault in find(some, answers)]


def list_asked(policy: Policy, parts: Iterable[Part]) -> Iterator[Question]:
    """Yield everything that there is to ask about the parts, by those a service is for and by others; some of it twice."""
    sets: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for part in parts:
        service, placement, levels = part.service, part.placement, part.levels
        if levels.names not in sets:
            sets[levels.names] = list_telling_sets(levels)
        yield from list_placed(service, placement, sets[levels.names], levels.realms)
        if placement.here == placement.password == placement.others:
            yield from list_others(policy, service, placement.here)


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
