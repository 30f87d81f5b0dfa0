"""The whole proof, as long as it is: every proof in every zone, of every service, with nothing left out.

It is what the proof by parts is compared with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from idp.policy.problems import Fault
from idp.policy.proved_kinds import ON_ANSWERS, answer_all
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import Policy
from idp.policy.space import MOMENT, list_method_sets, list_others, without_hours


def prove_whole(policy: Policy, zones: Sequence[str]) -> list[Fault]:
    """Return every breach that is found in these zones."""
    always = without_hours(policy)
    others = (
        question
        for service, zone in product(always.services.values(), zones)
        for question in list_others(always, service, zone)
    )
    answers = answer_all(always, [*list_questions(always, zones), *others])
    return [fault for find in ON_ANSWERS for fault in find(always, answers)]


def list_questions(policy: Policy, zones: Sequence[str]) -> Iterator[Question]:
    """Yield every set of methods, the password proved in any zone and the others together in any, asked in each zone."""
    proof_sets = tuple(list_proof_sets(policy, zones))
    for service, realm, zone in product(policy.services.values(), policy.levels.realms, zones):
        who = Subject(service.groups, realm, is_active=True)
        for proofs in proof_sets:
            yield Question(who, proofs, zone, MOMENT, service.id)


def list_proof_sets(policy: Policy, zones: Sequence[str]) -> Iterator[tuple[Proof, ...]]:
    for methods in list_method_sets(policy.levels):
        for first in zones if "password" in methods else ("",):
            for second in zones if {*methods} - {"password"} else ("",):
                places = (first if method == "password" else second for method in methods)
                yield tuple(map(Proof, methods, [MOMENT] * len(methods), places))


def prove_alone(policy: Policy, service_id: str, zones: Sequence[str]) -> list[Fault]:
    """Return every breach of one service."""
    return prove_whole(replace(policy, services={service_id: policy.services[service_id]}), zones)
