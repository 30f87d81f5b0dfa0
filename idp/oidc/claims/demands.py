"""Whether the person who is signed in is the one a request demands by a claim's value.

OpenID Connect Core 1.0, sections 3.1.2.2 and 5.5.1; Swedish OpenID Connect Profile 1.0, section 2.1.6.
"""

from idp.oidc.authorization.claims_parameter import ClaimsParameter
from idp.oidc.claims.claim import Facts
from idp.oidc.claims.registered import list_registered
from idp.oidc.claims.release import see
from idp.oidc.clients.client import Client
from idp.oidc.provider import Provider
from idp.oidc.subject import subject_of
from idp.people.person import Person


def is_demanded(provider: Provider, client: Client, claims: ClaimsParameter, person: Person) -> bool:
    """Say whether the person answers to every demand.

    Judged by what the client would be told: one that is not registered for a number learns nothing by guessing it,
    and a protected person answers to no demand that would give them away.
    """
    facts = Facts(see(client, person), provider.organisation, subject_of(provider, client, person.person_id))
    identifiers = {claim.name: claim for claim in list_registered(client) if claim.is_identifier}
    answers = (
        (identifiers[demand.claim].read(facts), demand)
        for demand in claims.demands
        if demand.claim in identifiers
    )
    return all(bool(answer) and answer in demand.values for answer, demand in answers)
