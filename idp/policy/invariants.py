"""What holds under every policy, checked over everything that can be asked of it.

A policy that breaks one of these is refused, and the refusal names a counter-example.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from idp.policy import safe_answers, safe_rules
from idp.policy.decide import decide_with, find_earned
from idp.policy.decision import Decision
from idp.policy.problems import Fault, KeyPath, check_faultless
from idp.policy.question import Question
from idp.policy.rules import Policy
from idp.policy.space import list_others, list_questions, list_zone_kinds, without_hours
from idp.policy.standing import Standing
from idp.policy.week import ALWAYS_OPEN, tell_hours

ON_RULES: Final = (
    safe_rules.stronger_zone_never_gives_less,
    safe_rules.every_tile_is_accessible,
    safe_rules.built_in_services_can_be_reached,
    safe_rules.newcomers_can_begin,
    safe_rules.built_in_services_are_for_everyone,
    safe_rules.built_in_services_open_each_week,
    safe_rules.unknown_addresses_are_outside,
    safe_rules.inside_is_no_part_of_the_world,
    safe_rules.inside_methods_stay_inside,
    safe_rules.helpdesk_stays_inside,
    safe_rules.console_takes_a_strong_method,
    safe_rules.amr_follows_from_methods,
)
ON_ANSWERS: Final = (
    safe_answers.outside_takes_two_factors,
    safe_answers.enrolment_stays_inside,
    safe_answers.passkeys_from_outside_take_a_strong_method,
    safe_answers.acr_states_what_was_proved,
    safe_answers.acr_states_no_stronger_zone,
    safe_answers.more_proof_never_gives_less,
    safe_answers.others_are_refused,
)


def check_invariants(policy: Policy, text: str = "", source: str = "policy") -> None:
    """Raise PolicyError with a counter-example for each place that breaks an invariant.

    `text` is the file the policy was read from and `source` its name, for the line numbers.
    """
    always_open = without_hours(policy)
    zones = list_zone_kinds(always_open)
    questions = chain(list_questions(always_open, zones), list_others(always_open, zones))
    answers = answer_all(always_open, questions)
    faults = [fault for find in ON_RULES for fault in find(policy)]
    faults += [_with_hours(policy, fault) for find in ON_ANSWERS for fault in find(always_open, answers)]
    first: dict[KeyPath, Fault] = {}
    for fault in faults:
        first.setdefault(fault.path, fault)
    check_faultless(first.values(), text, source)


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


def list_promises() -> tuple[str, ...]:
    """Return what holds under every policy that was not refused, a sentence each."""
    return tuple((find.__doc__ or "").partition("\n")[0] for find in (*ON_RULES, *ON_ANSWERS))


def _with_hours(policy: Policy, fault: Fault) -> Fault:
    """Return the fault of a service with the hours at which it can happen, when there are hours at which it cannot."""
    hours = tell_hours(policy.services[str(fault.path[1])].hours)
    return fault if hours == ALWAYS_OPEN else replace(fault, what=f"{fault.what}, open {hours}")
