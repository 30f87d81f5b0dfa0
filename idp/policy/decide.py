"""Decides. The only place that does.

decide() is pure and total: whatever the question holds, it answers. The order of its rules is the order of what a
person may learn: nothing about who they are before they have proved the least this zone takes, nothing about the
level before they are known to be entitled, and never a code sent towards a service that is closed.
"""

from dataclasses import replace

from idp.policy.counterfactuals import find_changes
from idp.policy.decision import (
    AcrUnreachable,
    AskForGroup,
    ClosedNow,
    Counterfactual,
    Decision,
    GoInside,
    LevelTooLow,
    NotFromHere,
    NotInGroup,
    NotSignedIn,
    Outcome,
    PersonInactive,
    ProvedElsewhere,
    Reason,
    ServiceUnknown,
    SignInWith,
    TooOld,
    WaitUntil,
)
from idp.policy.levels import Acr
from idp.policy.question import Ask, Proof, Question, Subject
from idp.policy.rules import Policy, Service
from idp.policy.standing import Standing, standings, usable_proofs, utc
from idp.policy.ways import grants_wish, options_in, stated_acr

__all__ = [
    "AcrUnreachable",
    "Ask",
    "AskForGroup",
    "ClosedNow",
    "Counterfactual",
    "Decision",
    "GoInside",
    "LevelTooLow",
    "NotFromHere",
    "NotInGroup",
    "NotSignedIn",
    "Outcome",
    "PersonInactive",
    "Proof",
    "ProvedElsewhere",
    "Question",
    "Reason",
    "ServiceUnknown",
    "SignInWith",
    "Subject",
    "TooOld",
    "WaitUntil",
    "decide",
    "decide_alone",
    "decide_with",
    "find_earned",
]


def decide(policy: Policy, question: Question) -> Decision:
    """Return the outcome, what was earned, the reasons, and what would have changed the answer.

    A zone the policy does not have is the default zone; a moment without an offset is UTC.
    """
    settled = _settle(policy, question)
    answer = decide_alone(policy, settled)
    changes = find_changes(policy, settled, answer)
    return replace(answer, counterfactuals=changes) if changes else answer


def decide_alone(policy: Policy, question: Question) -> Decision:
    """Return the same answer for whoever does not tell what would have changed it."""
    settled = _settle(policy, question)
    return decide_with(policy, settled, find_earned(policy, settled))


def find_earned(policy: Policy, question: Question) -> tuple[Standing, ...]:
    """Return what the proofs earn, strongest first: the same whichever service is asked for. Nothing for nobody."""
    if question.who is None:
        return ()
    return standings(policy, usable_proofs(question), question.zone, question.of_realm)


def decide_with(policy: Policy, question: Question, earned: tuple[Standing, ...]) -> Decision:
    """Decide on a question in one of the policy's zones and an aware moment, whose proofs earn this.

    What would have changed the answer is not looked for: a proof over all questions asks for the answers alone.
    """
    service = policy.services.get(question.service)
    if service is None:
        return Decision(Outcome.REFUSED, reasons=(ServiceUnknown(question.service),))
    viable = tuple(one for one in earned if one.acr.level in policy.ways_in(service.id, one.acr.zone))
    options = options_in(policy, service.id, question.zone, question.ask, question.of_realm)
    answer = (
        _refuse_person(service, question, earned)
        or _refuse_place(policy, service, question)
        or _close(service, question)
        or _allow(policy, service, question, viable, options)
        or _ask_for_proof(policy, question, earned, options)
        or _leave_unmet(question)
    )
    return _with_worth(answer, earned)


def _settle(policy: Policy, question: Question) -> Question:
    """Return the question with a zone the policy has and a moment that is aware."""
    if question.zone in policy.zones and question.now.tzinfo:
        return question
    return replace(question, zone=policy.zones.get(question.zone).name, now=utc(question.now))


def _refuse_person(service: Service, question: Question, earned: tuple[Standing, ...]) -> Decision | None:
    """Refuse someone inactive or in none of the service's groups, once they have proved the least this zone takes."""
    who = question.who
    if who is None or not earned:
        return None
    if not who.is_active:
        return Decision(Outcome.REFUSED, reasons=(PersonInactive(),))
    if not service.is_for(who.groups):
        return Decision(Outcome.REFUSED, reasons=(NotInGroup(tuple(sorted(service.groups))),))
    return None


def _refuse_place(policy: Policy, service: Service, question: Question) -> Decision | None:
    """Refuse where the service is never open to people of this realm, whatever was proved elsewhere."""
    if policy.ways_in(service.id, question.zone, question.of_realm):
        return None
    return Decision(Outcome.REFUSED, reasons=(NotFromHere(question.zone),))


def _close(service: Service, question: Question) -> Decision | None:
    """Close outside opening hours, before anyone is asked for a proof."""
    if service.hours.is_open(question.now):
        return None
    why = ClosedNow(service.hours.opens_at(question.now), service.hours.message_at(question.now))
    return Decision(Outcome.CLOSED, reasons=(why,))


def _allow(
    policy: Policy,
    service: Service,
    question: Question,
    viable: tuple[Standing, ...],
    options: tuple[str, ...],
) -> Decision | None:
    """Allow by the strongest standing that meets the ask; hold back while a wish can still be met here."""
    levels, ask = policy.levels, question.ask
    meeting = tuple(one for one in viable if stated_acr(levels, one.acr, ask))
    granting = tuple(one for one in meeting if grants_wish(levels, one.acr, ask))
    if not granting and any(grants_wish(levels, Acr(option, question.zone), ask) for option in options):
        return None
    for one in granting or meeting:
        closes_at = service.hours.closes_at(question.now)
        stated = stated_acr(levels, one.acr, ask)
        return Decision(Outcome.ALLOWED, stated, one.amr, one.auth_time, closes_at=closes_at)
    return None


def _ask_for_proof(
    policy: Policy, question: Question, earned: tuple[Standing, ...], options: tuple[str, ...]
) -> Decision | None:
    """Ask for a sign-in with one of the options, when there are any."""
    if not options:
        return None
    return Decision(
        Outcome.NEEDS_PROOF,
        options=options,
        reasons=_why_not_enough(policy, question, earned, options[-1]),
    )


def _leave_unmet(question: Question) -> Decision:
    """Give up on a demand that no sign-in here can meet."""
    ask = question.ask
    wanted = ask.essential_acr or (Acr(ask.level or "", question.zone),)
    return Decision(Outcome.UNMET, reasons=(AcrUnreachable(wanted),))


def _why_not_enough(
    policy: Policy, question: Question, earned: tuple[Standing, ...], needed: str
) -> tuple[Reason, ...]:
    """Return what is wanting in the proofs: their age, their strength, or the place they were made in."""
    counted = usable_proofs(question) if question.who else {}
    stale: tuple[Reason, ...] = ()
    if question.who and question.ask.fresh_after is not None:
        ageless = replace(question, ask=Ask())
        stale = (TooOld(),) if len(usable_proofs(ageless)) > len(counted) else ()
    have = earned[0].acr.level if earned else None
    if have is None and (proved := policy.levels.earned(counted.keys(), question.of_realm)):
        have = proved.name
    if have is None:
        return stale or (NotSignedIn(),)
    if not policy.levels.at_least(have, needed):
        return (*stale, LevelTooLow(have, needed))
    zone = policy.zones.weakest_of([question.zone, *(proof.zone for proof in counted.values())])
    return (*stale, ProvedElsewhere(earned[0].acr.zone if earned else zone))


def _with_worth(answer: Decision, earned: tuple[Standing, ...]) -> Decision:
    """Return the answer, to which nobody has added anything yet, with what the proofs are worth, whatever the outcome."""
    if answer.is_allowed or not earned:
        return answer
    best = earned[0]
    return Decision(answer.outcome, best.acr, best.amr, best.auth_time, answer.options, answer.reasons)
