"""Proves what holds for every answer, for one of each kind of service, and for none that was proved before.

What a service is answered rests on its own rule, the levels and the zones, and on no other service. So a draft that
changes one service among three hundred asks about that one alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from threading import Lock
from typing import Final

from idp.policy import safe_answers
from idp.policy.decide import decide_with, find_earned
from idp.policy.decision import Decision
from idp.policy.levels import Levels
from idp.policy.problems import Fault
from idp.policy.question import Question
from idp.policy.rules import EVERYONE, PERSONAL, Policy, Service
from idp.policy.space import list_kinds, list_others, list_questions, list_zone_kinds, without_hours
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

MOST_KEPT: Final = 512
"""How many kinds a process remembers as proved: those of some tens of policies."""

Ground = tuple[Zones, Levels, str | None, bool, tuple[str | None, ...]]
"""All that the answers about a kind of service rest on: not its hours, and not which addresses a zone has."""

_PROVED: dict[Ground, None] = {}
_LOCK = Lock()


def find_breaches(policy: Policy) -> list[Fault]:
    """Return a fault for each answer that breaks an invariant, as if every service were always open."""
    faults = prove(policy, find_unproved(policy).values())
    broken = {fault.path[1] for fault in faults}
    sound = [ground for ground, service in list_grounds(policy).items() if service.id not in broken]
    with _LOCK:
        for ground in sound:
            _PROVED.pop(ground, None)
            _PROVED[ground] = None
        while len(_PROVED) > MOST_KEPT:
            del _PROVED[next(iter(_PROVED))]
    return faults


def find_unproved(policy: Policy) -> dict[Ground, Service]:
    """Return one of each kind of service that was not proved under these levels and zones, by what its answers rest on."""
    grounds = list_grounds(policy)
    with _LOCK:
        return {ground: service for ground, service in grounds.items() if ground not in _PROVED}


def list_grounds(policy: Policy) -> dict[Ground, Service]:
    """Return one of each kind of service, by what its answers rest on."""
    zones = Zones(tuple(replace(zone, networks=()) for zone in policy.zones))
    return {find_ground(zones, policy.levels, service): service for service in list_kinds(policy)}


def find_ground(zones: Zones, levels: Levels, service: Service) -> Ground:
    """Return what the answers about a service rest on."""
    own = service.id if service.id in PERSONAL else None
    needs = tuple(service.level_needed(zone) for zone in zones)
    return zones, levels, own, EVERYONE in service.groups, needs


def prove(policy: Policy, services: Iterable[Service]) -> list[Fault]:
    """Return the breaches that everything there is to ask about these services finds."""
    some = without_hours(replace(policy, services={service.id: service for service in services}))
    answers = answer_all(some, chain.from_iterable(map(list_asked, list_alone(some))))
    return [fault for find in ON_ANSWERS for fault in find(some, answers)]


def list_alone(policy: Policy) -> Iterator[Policy]:
    """Yield the policy with each of its services alone: more zones are alike to one service than to all of them."""
    for service_id, service in policy.services.items():
        yield replace(policy, services={service_id: service})


def list_asked(policy: Policy) -> Iterator[Question]:
    """Yield everything that there is to ask of a policy, by those it is for and by others."""
    zones = list_zone_kinds(policy)
    yield from list_questions(policy, zones)
    yield from list_others(policy, zones)


def answer_all(policy: Policy, questions: Iterable[Question]) -> dict[Question, Decision]:
    """Decide every question of the space; what proofs earn is found once for all services."""
    earned: dict[object, tuple[Standing, ...]] = {}
    answers: dict[Question, Decision] = {}
    for question in questions:
        proved = question.proofs, question.zone, question.of_realm
        if proved not in earned:
            earned[proved] = find_earned(policy, question)
        answers[question] = decide_with(policy, question, earned[proved])
    return answers
