"""Why somebody cannot get in: the sentences they read, the whole decision, and what would change it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.admin.actor import Actor
from idp.admin.people.finder import name_person
from idp.admin.people.helped import People, get_person
from idp.admin.people.stores import Begin, PeopleStores
from idp.admin.permissions import Permission
from idp.audit.events import Tag
from idp.audit.history import Happening
from idp.i18n import Catalogue
from idp.people.person import Person
from idp.policy.decide import decide
from idp.policy.decision import Decision
from idp.policy.explain import Explanation, explain_apart
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.review.what_if import WhatIf, list_single_changes
from idp.policy.rules import Policy

LOOKS_BACK: Final = timedelta(days=30)
REFUSALS: Final = 3
"""Latest refusals that are explained again."""

LONGEST_SIGN_IN: Final = timedelta(hours=24)
"""A sign-in that a refusal belongs to began at most so long before it."""

PROOFS: Final = (Tag.SESSION_STARTED, Tag.SESSION_STEPPED_UP)


YEARS: Final = range(2000, 2100)
"""Moments that can be asked about."""


class UnknownPlace(ValueError):
    """The policy has no such service, zone or method, or the moment is out of the world; `field` says which it was."""

    def __init__(self, field: str, says: str = "") -> None:
        super().__init__(says or f"the policy has no such {field}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked about somebody: which service, where, by which methods proved there and then, and when."""

    service: str
    zone: str
    methods: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """The decision about one case. `explanation` is what the person reads, `changes` what lets them in by itself."""

    case: Case
    decision: Decision
    explanation: Explanation
    changes: tuple[WhatIf, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal of the trail, explained again by today's policy from what had been proved then."""

    at: datetime
    client_id: str | None
    outcome: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Why:
    """The answer, and what was said to the person last."""

    name: str
    person: Person
    answer: Answer | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Explaining:
    """Asks decide(), and nothing else: there is no second explanation."""

    begin: Begin
    people: People
    policy: Policy
    catalogues: Mapping[str, Catalogue]

    def explain(self, actor: Actor, person_id: str, case: Case | None, language: str, now: datetime) -> Why:
        """Return why the person is let in or not in the case, and what was said to them last; the latter alone for None.

        Raises Forbidden, UnknownPerson, UnknownPlace and DirectoryUnavailable.
        """
        actor.check(Permission.PEOPLE_READ)
        if case is not None:
            self._check(case)
        person = get_person(self.people, person_id, now)
        with self.begin() as stores:
            told = self._read_told(stores, person, language, now)
            details = {"service": case.service, "asked_zone": case.zone} if case else {}
            stores.audit.record(
                actor.describe(Tag.PERSON_EXPLAINED, now, person_id=person_id, details=details)
            )
        answer = self.answer(person, case, language) if case else None
        return Why(name_person(person, actor), person, answer, told)

    def answer(self, person: Person, case: Case, language: str) -> Answer:
        """Return the decision on one case, in words."""
        who = Subject(person.groups, person.realm, person.is_active)
        proofs = tuple(Proof(method, case.at, case.zone) for method in case.methods)
        question = Question(
            who if proofs else None, proofs, case.zone, case.at, case.service, realm=person.realm
        )
        return self._ask(question, who, case, language)

    def _ask(self, question: Question, who: Subject, case: Case, language: str) -> Answer:
        decision = decide(self.policy, question)
        name = self.policy.services[question.service].name.pick(language)
        text = self.catalogues[language].text
        explanation = explain_apart(decision, name, text, language, question.now)
        return Answer(case, decision, explanation, list_single_changes(self.policy, question, who))

    def _check(self, case: Case) -> None:
        if case.service not in self.policy.services:
            raise UnknownPlace("service")
        if case.zone not in self.policy.zones:
            raise UnknownPlace("zone")
        if any(method not in METHODS for method in case.methods):
            raise UnknownPlace("method")
        if case.at.year not in YEARS:
            raise UnknownPlace("at", "the moment must lie between the years 2000 and 2100")

    def _read_told(
        self, stores: PeopleStores, person: Person, language: str, now: datetime
    ) -> tuple[Told, ...]:
        refused = stores.history.list_latest(
            person.person_id, (Tag.AUTHORIZATION_REFUSED,), now - LOOKS_BACK, None, REFUSALS
        )
        if not refused:
            return ()
        proved = stores.history.list_between(
            person.person_id, PROOFS, refused[-1].at - LONGEST_SIGN_IN, refused[0].at
        )
        return tuple(self._tell_again(stores, one, proved, person, language) for one in refused)

    def _tell_again(
        self,
        stores: PeopleStores,
        refused: Happening,
        proved: Iterable[Happening],
        person: Person,
        language: str,
    ) -> Told:
        client_id = refused.get("client_id")
        client = stores.clients.find(client_id) if client_id else None
        service = (client.service or self.policy.default_service) if client else None
        answer = None
        if service in self.policy.services and service is not None:
            proofs = read_proofs(refused, proved)
            zone = self.policy.zones.get(refused.get("zone") or "").name
            case = Case(service, zone, tuple(proof.method for proof in proofs), refused.at)
            who = Subject(person.groups, person.realm, person.is_active)
            question = Question(
                who if proofs else None, proofs, zone, refused.at, service, realm=person.realm
            )
            answer = self._ask(question, who, case, language)
        return Told(refused.at, client_id, refused.get("outcome") or "", answer)


def read_proofs(refused: Happening, proved: Iterable[Happening]) -> tuple[Proof, ...]:
    """Return what had been proved in the same sign-in when it was refused; a second factor comes after a password."""
    mine = [one for one in proved if one.get("sid") == refused.get("sid") and one.seq < refused.seq]
    found: dict[str, Proof] = {}
    for one in mine:
        method, zone = one.get("outcome") or "", one.get("zone") or ""
        together = ("key", "passkey") if method == "passkey" else (method,)
        for name in together:
            if name in METHODS:
                found[name] = Proof(name, one.at, zone)
    return tuple(found.values())
