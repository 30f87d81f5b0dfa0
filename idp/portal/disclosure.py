"""What each service may learn about a person and why, in their language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from idp.i18n import DEFAULT_LANGUAGE, Translate
from idp.oidc.claims.claim import About
from idp.oidc.claims.registered import list_registered
from idp.oidc.clients.client import Client
from idp.people.person import Person
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One application as the reader knows it: what it may learn, what for, and on what legal ground.

    `purpose` and `legal_basis` are empty when its registration does not say; `sees_protected` says that it is told
    the real name of somebody whose identity is protected. `consented_at` is when the person agreed, None if they did not;
    `offline_until` when it may no longer ask while they are signed out, None if it may not.
    """

    name: str
    learns: tuple[str, ...]
    purpose: str
    legal_basis: str
    contact: str
    sees_protected: bool
    client_id: str
    consented_at: datetime | None
    offline_until: datetime | None


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a person to applications beyond a sign-in, by client_id: when they agreed, and until when one may go on."""

    consented: Mapping[str, datetime]
    offline: Mapping[str, datetime]


def list_disclosures(
    policy: Policy,
    clients: Iterable[Client],
    ties: Ties,
    person: Person,
    language: str,
    t: Translate,
) -> tuple[Disclosure, ...]:
    """Return what the applications of the person's own services may learn, by name.

    A service for other groups is left out: its name is not theirs to know. So are applications that
    are paused, and machines.
    """
    return tuple(
        sorted(
            (
                build_disclosure(policy, client, ties, person, language, t)
                for client in clients
                if client.signs_people_in and not client.is_paused and is_theirs(policy, client, person)
            ),
            key=lambda disclosure: disclosure.name,
        )
    )


def is_theirs(policy: Policy, client: Client, person: Person) -> bool:
    """Say whether the application's service is for the person at all."""
    service = policy.services.get(client.service or policy.default_service or "")
    return service is not None and service.is_for(person.groups)


def build_disclosure(
    policy: Policy,
    client: Client,
    ties: Ties,
    person: Person,
    language: str,
    t: Translate,
) -> Disclosure:
    """Return one application's disclosure."""
    service = policy.services.get(client.service or "")
    abouts = dict.fromkeys(claim.about for claim in list_registered(client))
    if not person.details:
        abouts.pop(About.DETAILS, None)
    return Disclosure(
        name=service.name.pick(language) if service and client.consent == "never" else client.name,
        learns=tuple(t(f"mine.privacy.about.{about}") for about in abouts),
        purpose=pick(client.purpose, language),
        legal_basis=pick(client.legal_basis, language),
        contact=client.contact or "",
        sees_protected=client.sees_protected is not None,
        client_id=client.client_id,
        consented_at=ties.consented.get(client.client_id),
        offline_until=ties.offline.get(client.client_id),
    )


def pick(texts: Mapping[str, str], language: str) -> str:
    """Return the text in the language, else in Swedish; empty when there is neither."""
    return texts.get(language) or texts.get(DEFAULT_LANGUAGE, "")
