"""The whole policy as a matrix: service, zone, way to sign in, hour. Every cell is an answer of decide()."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from idp.policy.decide import decide
from idp.policy.hours import Hours
from idp.policy.levels import Level
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import Policy, Service
from idp.policy.space import MOMENT


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
    """Return a row for each service in each zone, in the order of the policy, zones from the weakest."""
    return tuple(
        Row(service.id, (zone.name,), _list_ways(policy, service, zone.name), zone.offers, service.hours)
        for service in policy.services.values()
        for zone in policy.zones
    )


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


def _list_ways(policy: Policy, service: Service, zone: str) -> tuple[str, ...]:
    """Return the levels that open the service in the zone, weakest first."""
    at = service.hours.opens_at(MOMENT) or MOMENT
    return tuple(level.name for level in policy.levels if _opens(policy, service, zone, level, at))


def _opens(policy: Policy, service: Service, zone: str, level: Level, at: datetime) -> bool:
    """Say whether somebody of a realm the level is for gets in with it."""
    return any(
        decide(policy, Question(who, prove(level, zone, at), zone, at, service.id)).is_allowed
        for who in _list_entitled(service, level)
    )


def _list_entitled(service: Service, level: Level) -> Iterator[Subject]:
    for realm in sorted(level.realms) if level.realms else ("",):
        yield Subject(service.groups, realm, is_active=True)
