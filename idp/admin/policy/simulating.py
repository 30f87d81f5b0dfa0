"""Says what anybody would be answered, anywhere, signed in anyhow, at any hour: the simulator."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.audit.events import Tag
from idp.audit.trail import Trail
from idp.errors import Problem
from idp.people.person import Person
from idp.people.username import canonical_username
from idp.policy.address import parse_address, place
from idp.policy.decide import decide
from idp.policy.decision import Decision
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.review.matrix import prove
from idp.policy.review.what_if import WhatIf, list_single_changes
from idp.policy.rules import Policy

NOT_SIGNED_IN: Final = "none"
"""The method of somebody who has not signed in."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: who (a username in a realm, or anyone in `groups`), where, how signed in, when, for what.

    An `address` counts before a `zone`. `method` is a level of the policy, methods with commas between, or
    NOT_SIGNED_IN. Without a `service` every service is asked for.
    """

    at: datetime
    method: str
    username: str = ""
    realm: str = ""
    groups: tuple[str, ...] = ()
    zone: str = ""
    address: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One service's answer, and every single change that would make it a yes."""

    question: Question
    decision: Decision
    changes: tuple[WhatIf, ...]


class SimulatingStores(Protocol):
    """A unit of work that records who was asked about."""

    @property
    def audit(self) -> Trail: ...


@dataclass(frozen=True, slots=True)
class Simulating:
    """Asks decide(). Whoever is asked about by name is looked up in their directory, and that is recorded."""

    begin: Callable[[], AbstractContextManager[SimulatingStores]]
    find_named: Callable[[str, str, datetime], Person | None]
    realms: tuple[str, ...]

    def ask(
        self, actor: Actor, policy: Policy, wanted: Wanted, now: datetime
    ) -> tuple[Answer, ...] | tuple[Problem, ...]:
        """Return the answers, or what is wrong with the question. Raises DirectoryUnavailable."""
        actor.check(Permission.POLICY_READ)
        if problems := tuple(self._list_problems(policy, wanted)):
            return problems
        who = self._find_subject(actor, wanted, now)
        if who is None:
            return (Problem("username", "console_policy.simulate.fault.unknown"),)
        zone = find_zone(policy, wanted)
        proofs = find_proofs(policy, wanted, zone)
        services = (wanted.service,) if wanted.service else tuple(policy.services)
        questions = (
            Question(who if proofs else None, proofs, zone, wanted.at, service, realm=who.realm)
            for service in services
        )
        return tuple(
            Answer(one, decide(policy, one), list_single_changes(policy, one, who)) for one in questions
        )

    def _find_subject(self, actor: Actor, wanted: Wanted, now: datetime) -> Subject | None:
        if not wanted.username:
            return Subject(frozenset(wanted.groups), wanted.realm, is_active=True)
        username = canonical_username(wanted.username)
        person = self.find_named(wanted.realm, username, now) if username else None
        if person is None:
            return None
        with self.begin() as stores:
            stores.audit.record(actor.describe(Tag.POLICY_SIMULATED, now, person_id=person.person_id))
        return Subject(person.groups, person.realm, person.is_active)

    def _list_problems(self, policy: Policy, wanted: Wanted) -> Iterator[Problem]:
        """Yield what is wrong with the question, in the order of the form."""
        if wanted.realm not in self.realms:
            yield Problem("realm", "console_policy.simulate.fault.realm")
        if bool(wanted.username) == bool(wanted.groups):
            yield Problem("username", "console_policy.simulate.fault.who")
        if wanted.address and parse_address(wanted.address) is None:
            yield Problem("address", "console_policy.simulate.fault.address")
        if not wanted.address and wanted.zone not in policy.zones:
            yield Problem("zone", "console_policy.simulate.fault.zone")
        if wanted.service and wanted.service not in policy.services:
            yield Problem("service", "console_policy.simulate.fault.service")
        is_known = policy.levels.get(wanted.method) or all(
            name in METHODS for name in wanted.method.split(",")
        )
        if wanted.method != NOT_SIGNED_IN and not is_known:
            yield Problem("method", "console_policy.simulate.fault.method")


def find_zone(policy: Policy, wanted: Wanted) -> str:
    """Return where the person is: the zone of the address, or the zone that was named."""
    return place(wanted.address, (), (), policy.zones).zone if wanted.address else wanted.zone


def find_proofs(policy: Policy, wanted: Wanted, zone: str) -> tuple[Proof, ...]:
    """Return what was proved there and then: a level's methods, methods by name, or nothing."""
    if wanted.method == NOT_SIGNED_IN:
        return ()
    if level := policy.levels.get(wanted.method):
        return prove(level, zone, wanted.at)
    return tuple(Proof(name, wanted.at, zone) for name in wanted.method.split(","))
