"""What holds for every answer to everything that can be asked of a policy.

Each function yields a fault for each counter-example.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from idp.policy.decision import Decision
from idp.policy.methods import kinds_of
from idp.policy.problems import Fault
from idp.policy.question import Proof, Question
from idp.policy.rules import ENROLMENT, PASSKEYS, Policy

Answers = Mapping[Question, Decision]
Proved = frozenset[tuple[str, str]]
"""Methods and the zones they were proved in."""

STRONG: Final = frozenset({"totp", "key", "passkey"})
"""The methods that let somebody outside add a passkey: a code that is sent, lent or written down does not."""


def outside_takes_two_factors(policy: Policy, answers: Answers) -> Iterator[Fault]:
    """Nothing is allowed outside, or by proofs from outside, without proofs of two kinds."""
    for question, decision in _allowed(answers):
        used = _list_used(policy, question, decision)
        if len(kinds_of({proof.method for proof in used})) < 2 and not _is_inside(policy, question, used):
            how = "without two kinds of proof from outside"
            yield _breach(
                policy, question, decision, how, 'raise "outside" or what the zone offers', "two_kinds"
            )


def enrolment_stays_inside(policy: Policy, answers: Answers) -> Iterator[Fault]:
    """Enrolment is allowed neither outside nor by proofs from outside."""
    for question, decision in _allowed(answers):
        used = _list_used(policy, question, decision)
        if question.service == ENROLMENT and not _is_inside(policy, question, used):
            how = "although enrolment is for the workplace"
            yield _breach(
                policy, question, decision, how, 'write "never" for every outside zone', "enrolment_outside"
            )


def passkeys_from_outside_take_a_strong_method(policy: Policy, answers: Answers) -> Iterator[Fault]:
    """Outside, or by proofs from outside, a passkey is added by nobody who has not proved an app, a key or a passkey."""
    for question, decision in _allowed(answers):
        used = _list_used(policy, question, decision)
        is_strong = not STRONG.isdisjoint(proof.method for proof in used)
        if question.service == PASSKEYS and not is_strong and not _is_inside(policy, question, used):
            how = "too little to add a passkey from outside"
            yield _breach(
                policy, question, decision, how, 'raise "outside" to an app or a key', "passkeys_outside"
            )


def acr_states_what_was_proved(policy: Policy, answers: Answers) -> Iterator[Fault]:
    """Every acr states a level whose methods are all proved, and nothing is allowed without one."""
    for question, decision in answers.items():
        level = policy.levels.get(decision.acr.level) if decision.acr else None
        used = {proof.method for proof in _list_used(policy, question, decision)}
        if (level and used != level.methods) or (level is None and (decision.acr or decision.is_allowed)):
            yield _breach(
                policy, question, decision, f"stated as {decision.acr}", "correct the levels", "unproved"
            )


def acr_states_no_stronger_zone(policy: Policy, answers: Answers) -> Iterator[Fault]:
    """The acr states no zone stronger than where the person is, or than where what it rests on was proved."""
    rank = policy.zones.rank
    for question, decision in answers.items():
        passed = [question.zone, *(proof.zone for proof in _list_used(policy, question, decision))]
        if decision.acr and rank(decision.acr.zone) > min(map(rank, passed)):
            yield _breach(
                policy,
                question,
                decision,
                f"stated as {decision.acr}",
                "correct the order of the zones",
                "too_strong",
            )


def more_proof_never_gives_less(policy: Policy, answers: Answers) -> Iterator[Fault]:
    """Whatever is allowed stays allowed when more is proved beside it, wherever that is."""
    refused: defaultdict[object, dict[Proved, Question]] = defaultdict(dict)
    for question, decision in answers.items():
        if not decision.is_allowed:
            refused[_but_proofs(question)][_list_proved(question)] = question
    for question, decision in _allowed(answers):
        proved = _list_proved(question)
        for more, other in refused[_but_proofs(question)].items():
            if proved < more:
                how = f"but not with more: {_tell(other.proofs)}"
                yield _breach(
                    policy, question, decision, how, "correct the order of the levels", "more_gives_less"
                )


def others_are_refused(policy: Policy, answers: Answers) -> Iterator[Fault]:
    """Nothing is allowed to an account that is not active, nor to whoever is in no group of the service's."""
    for question, decision in _allowed(answers):
        who, service = question.who, policy.services[question.service]
        if who is None or not who.is_active or not service.is_for(who.groups):
            yield _breach(
                policy, question, decision, "to somebody it is not for", "name its groups", "for_others"
            )


def _allowed(answers: Answers) -> Iterator[tuple[Question, Decision]]:
    return ((question, decision) for question, decision in answers.items() if decision.is_allowed)


def _list_used(policy: Policy, question: Question, decision: Decision) -> tuple[Proof, ...]:
    """Return the proofs that the stated level rests on; none when no level is stated."""
    level = policy.levels.get(decision.acr.level) if decision.acr else None
    if level is None:
        return ()
    return tuple([proof for proof in question.proofs if proof.method in level.methods])


def _is_inside(policy: Policy, question: Question, used: tuple[Proof, ...]) -> bool:
    """Say whether the person is inside and proved inside all that counts."""
    return all(policy.zones.get(zone).inside for zone in (question.zone, *(proof.zone for proof in used)))


def _but_proofs(question: Question) -> object:
    """Return all of the question but its proofs."""
    return question.who, question.zone, question.now, question.service, question.ask, question.realm


def _list_proved(question: Question) -> Proved:
    """Return which methods are proved in which zones."""
    return frozenset([(proof.method, proof.zone) for proof in question.proofs])


def _breach(
    policy: Policy, question: Question, decision: Decision, how: str, instead: str, kind: str
) -> Fault:
    """Return the fault of a question whose answer breaks an invariant, at the rule that gave the answer."""
    service, zone, proofs = policy.services[question.service], question.zone, _tell(question.proofs)
    judged = policy.zones.get(decision.acr.zone if decision.acr else zone)
    what = f"services.{service.id} opens in {zone!r} with {proofs}, {how}"
    level = decision.acr.level if decision.acr else ""
    values = (("service", service.id), ("zone", zone), ("level", level))
    return Fault(service.key_of(judged), what, instead, kind, values)


def _tell(proofs: tuple[Proof, ...]) -> str:
    """Return the proofs in words."""
    return " and ".join(f"{proof.method} proved in {proof.zone!r}" for proof in proofs) or "nothing proved"
