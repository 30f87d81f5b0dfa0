"""What would have changed the answer. Each change is true by itself: with its sign-in made, decide() says ALLOWED.

A person who is not known yet is taken to be entitled.
"""

from idp.policy.decision import (
    AskForGroup,
    Counterfactual,
    Decision,
    GoInside,
    NotFromHere,
    NotInGroup,
    Outcome,
    SignInWith,
    WaitUntil,
)
from idp.policy.question import Question
from idp.policy.rules import Policy, Service
from idp.policy.ways import options_in


def find_changes(policy: Policy, question: Question, answer: Decision) -> tuple[Counterfactual, ...]:
    """Return what would have changed this answer to the question; nothing for a yes, and where nothing would."""
    service = policy.services.get(question.service)
    if service is None:
        return ()
    match answer.outcome, answer.reasons:
        case Outcome.NEEDS_PROOF, _:
            return if_signed_in(policy, question, answer.options)
        case Outcome.CLOSED, _:
            return if_later(policy, service, question)
        case (Outcome.UNMET, _) | (Outcome.REFUSED, (NotFromHere(),)):
            return if_inside(policy, service, question)
        case Outcome.REFUSED, (NotInGroup(),):
            return if_member(policy, service, question)
    return ()


def if_signed_in(policy: Policy, question: Question, options: tuple[str, ...]) -> tuple[Counterfactual, ...]:
    """Return a sign-in with each option, and the way inside where a weaker sign-in would do there."""
    easier = tuple(
        zone for zone in _inside(policy, question) if _takes_less(policy, question, zone, options[-1])
    )
    levels = filter(None, map(policy.levels.get, options))
    ways = tuple(SignInWith(level.name, level.label) for level in levels)
    return (*ways, GoInside(easier)) if easier else ways


def if_inside(policy: Policy, service: Service, question: Question) -> tuple[Counterfactual, ...]:
    """Return the way inside, when the service is open now and some inside zone leads to it."""
    zones = _inside(policy, question)
    return (GoInside(zones),) if zones and service.hours.is_open(question.now) else ()


def if_later(policy: Policy, service: Service, question: Question) -> tuple[Counterfactual, ...]:
    """Return the wait for the opening, when there is one and something here leads to the service then."""
    opens_at = service.hours.opens_at(question.now)
    options = options_in(policy, service.id, question.zone, question.ask, question.of_realm)
    return (WaitUntil(opens_at),) if opens_at and options else ()


def if_member(policy: Policy, service: Service, question: Question) -> tuple[Counterfactual, ...]:
    """Return the membership to ask for, when nothing else stands in the way here and now."""
    options = options_in(policy, service.id, question.zone, question.ask, question.of_realm)
    is_all = bool(service.groups and options and service.hours.is_open(question.now))
    return (AskForGroup(tuple(sorted(service.groups))),) if is_all else ()


def _inside(policy: Policy, question: Question) -> tuple[str, ...]:
    """Return the inside zones that lead to the service, weakest first; none when the person is inside."""
    if policy.zones.get(question.zone).inside:
        return ()
    return tuple(
        zone.name
        for zone in policy.zones.inside
        if options_in(policy, question.service, zone.name, question.ask, question.of_realm)
    )


def _takes_less(policy: Policy, question: Question, zone: str, level: str) -> bool:
    """Say whether the zone's weakest option is weaker than `level`."""
    weakest = options_in(policy, question.service, zone, question.ask, question.of_realm)[-1]
    return not policy.levels.at_least(weakest, level)
