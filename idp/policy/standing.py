"""What a person's proofs are worth where they are now."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from idp.policy.levels import Acr
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question
from idp.policy.rules import Policy

CLOCK_SKEW: Final = timedelta(seconds=10)
"""A proof further ahead than this is from a clock that jumped, and does not count."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One level the proofs earn, the zone it is worth that in, and the age of the oldest proof it rests on."""

    acr: Acr
    amr: tuple[str, ...]
    auth_time: datetime


def usable_proofs(question: Question) -> dict[str, Proof]:
    """Return the latest proof of each known method, less those too old for the question and those not yet made."""
    now, fresh_after = utc(question.now), question.ask.fresh_after
    latest: dict[str, Proof] = {}
    for proof in question.proofs:
        at = utc(proof.at)
        is_stale = fresh_after is not None and at < utc(fresh_after)
        if proof.method not in METHODS or is_stale or at - now > CLOCK_SKEW:
            continue
        if proof.method not in latest or at >= utc(latest[proof.method].at):
            latest[proof.method] = proof
    return latest


def standings(policy: Policy, proofs: dict[str, Proof], zone: str, realm: str | None) -> tuple[Standing, ...]:
    """Return every level the proofs earn someone of `realm` in `zone`, strongest first.

    A level is worth the weakest zone among here and where its proofs were made, so proofs carried out of the house
    are worth no more than here, and proofs carried in no more than there. A level that zone does not offer earns
    nothing. All levels are returned, not only the strongest: a second factor proved at home must not void the
    password proved at work.
    """
    found = []
    for level in reversed(policy.levels.order):
        if level.methods <= proofs.keys() and level.is_for(realm):
            used = [proofs[method] for method in level.methods]
            worth = policy.zones.weakest_of([zone, *(proof.zone for proof in used)])
            if level.name in policy.zones.get(worth).offers:
                oldest = min(utc(proof.at) for proof in used)
                found.append(Standing(Acr(level.name, worth), level.amr, oldest))
    return tuple(found)


def methods_left(policy: Policy, question: Question, level: str) -> tuple[str, ...]:
    """Return the methods still to prove, the password first, to stand here and now with `level`.

    Only what was proved in this zone or a stronger one counts. Empty for an unknown level.
    """
    zones, wanted = policy.zones, policy.levels.get(level)
    here = zones.rank(question.zone)
    proved = {name for name, proof in usable_proofs(question).items() if zones.rank(proof.zone) >= here}
    return tuple(name for name in METHODS if wanted and name in wanted.methods - proved)


def utc(moment: datetime) -> datetime:
    """Return the moment aware: one without an offset is taken as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
