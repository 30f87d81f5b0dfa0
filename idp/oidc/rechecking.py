"""Asks decide() again before anything more is given on a grant.

A person who was disabled or lost a group, a service that closed, a session that moved or ended: each takes
effect with the next request (design: one function decides).
"""

from dataclasses import dataclass
from datetime import datetime

from idp.oidc.clients.client import Client
from idp.oidc.grant import Grant, Held, Proved
from idp.oidc.provider import Provider
from idp.people.local import as_employed
from idp.people.person import Person
from idp.policy.decide import decide_alone
from idp.policy.levels import Acr
from idp.policy.question import Question
from idp.policy.rules import Policy
from idp.signin.visit import proofs_of, subject_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A grant that still stands: its client and the person as they are now, and the acr that may be stated.

    `closes_at` is when the service closes, None when that is more than eight days away.
    """

    grant: Grant
    client: Client
    person: Person
    acr: Acr
    amr: tuple[str, ...]
    closes_at: datetime | None = None


def recheck(provider: Provider, held: Held, now: datetime) -> Standing | None:
    """Return how the grant stands now; None when it no longer does.

    The zone is the one the session was last seen in; for a grant that outlives it, the one it was in then.

    Reads the directory, so it must not be called inside a unit of work.
    """
    grant, client, proved = held.grant, held.client, find_proved(held)
    if proved is None or client is None or grant.revoked_at is not None or now >= grant.expires_at:
        return None
    person = find_person(provider, held, now)
    if person is None:
        return None
    question = Question(
        subject_of(person), proved.proofs, proved.zone, now, provider.service_id(client.service)
    )
    decision = decide_alone(provider.policy, question)
    if not decision.is_allowed or decision.acr is None:
        return None
    acr = lower_of(provider.policy, grant.acr, decision.acr)
    level = provider.policy.levels.get(acr.level)
    if level is None or not provider.policy.is_earnable(acr):
        return None
    amr = grant.amr if acr.level == grant.acr.level else level.amr
    return Standing(grant, client, person, acr, amr, decision.closes_at)


def find_person(provider: Provider, held: Held, now: datetime) -> Person | None:
    """Return the person as their directory knows them now; when that is our own, the grant came with what it holds."""
    known = held.person
    if known is not None and known.realm in provider.local_realms:
        return as_employed(known, now)
    return provider.people.find_person(held.grant.person_id, now)


def find_proved(held: Held) -> Proved | None:
    """Return what was proved and where: in the session as it is now, or as it was for a grant that outlives it."""
    if held.grant.proved is not None:
        return held.grant.proved
    return None if held.session is None else Proved(proofs_of(held.session), held.session.zone)


def lower_of(policy: Policy, granted: Acr, earned: Acr) -> Acr:
    """Return the weaker level in the weaker zone: what was granted never rises, and sinks when the session does."""
    level = granted.level if policy.levels.at_least(earned.level, granted.level) else earned.level
    return Acr(level, policy.zones.weakest_of((granted.zone, earned.zone)))
