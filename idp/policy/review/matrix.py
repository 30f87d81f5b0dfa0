"""The whole policy as a matrix: service, zone, way to sign in, hour. Every cell is an answer of decide()."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from idp.policy.decide import decide_with, find_earned
from idp.policy.hours import Hours
from idp.policy.levels import Level
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import Policy, Service
from idp.policy.space import MOMENT
from idp.policy.text import Text

NAMELESS: Final = Text("", "")
SOMEBODY: Final = frozenset({"somebody"})


@dataclass(frozen=True, slots=True)
class Row:
    """One service in zones that it treats alike.

    `ways` are the levels that open it there to someone in its groups while it is open, weakest first; `offered` is
    what the zones offer.
    """

    service: str
    zones: tuple[str, ...]
    ways: tuple[str, ...]
    offered: tuple[str, ...]
    hours: Hours


def build_matrix(policy: Policy) -> tuple[Row, ...]:
    """Return a row for each service in each zone, in the order of the policy, zones from the weakest.

    Services under one rule are asked about once: there are hundreds of them, and few rules.
    """
    asked: list[tuple[Service, tuple[tuple[str, ...], ...]]] = []
    rows: list[Row] = []
    for service in policy.services.values():
        rule = _bare(service)
        ways = next((known for one, known in asked if one == rule), None)
        if ways is None:
            ways = _list_ways(policy, service)
            asked.append((rule, ways))
        rows += [
            Row(service.id, (zone.name,), opening, zone.offers, service.hours)
            for zone, opening in zip(policy.zones, ways, strict=True)
        ]
    return tuple(rows)


def collapse(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with neighbouring zones that are alike in one."""
    merged: list[Row] = []
    for row in rows:
        last = merged[-1] if merged else None
        if last and (last.service, last.ways, last.offered) == (row.service, row.ways, row.offered):
            merged[-1] = Row(row.service, (*last.zones, *row.zones), row.ways, row.offered, row.hours)
        else:
            merged.append(row)
    return tuple(merged)


def prove(level: Level, zone: str, at: datetime) -> tuple[Proof, ...]:
    """Return fresh proofs of every method the level takes, the password first."""
    return tuple(Proof(method, at, zone) for method in METHODS if method in level.methods)


def _bare(service: Service) -> Service:
    """Return the service with nothing but its rule.

    Where two are alike, somebody of its groups gets into one exactly where and when, and with what, into the other. What a
    service is called and told about does not matter to that, nor whom it is for, unless it is for nobody.
    """
    return replace(
        service,
        id="",
        name=NAMELESS,
        groups=SOMEBODY if service.is_for(service.groups) else frozenset(),
        start=None,
        tile=True,
        description=None,
        receipt=False,
    )


def _list_ways(policy: Policy, service: Service) -> tuple[tuple[str, ...], ...]:
    """Return the levels that open the service in each zone, weakest first."""
    at = service.hours.opens_at(MOMENT) or MOMENT
    return tuple(
        tuple(level.name for level in policy.levels if _opens(policy, service, zone.name, level, at))
        for zone in policy.zones
    )


def _opens(policy: Policy, service: Service, zone: str, level: Level, at: datetime) -> bool:
    """Say whether somebody of a realm the level is for gets in with it."""
    return any(
        decide_with(policy, question, find_earned(policy, question)).is_allowed
        for question in _list_questions(service, zone, level, at)
    )


def _list_questions(service: Service, zone: str, level: Level, at: datetime) -> Iterator[Question]:
    proofs = prove(level, zone, at)
    for realm in sorted(level.realms) if level.realms else ("",):
        yield Question(Subject(service.groups, realm, is_active=True), proofs, zone, at, service.id)
