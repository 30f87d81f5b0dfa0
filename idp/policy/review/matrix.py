"""The whole policy as a matrix: service, zone, way to sign in, hour. Every cell is an answer of decide()."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, product

from idp.policy.hours import Hours
from idp.policy.levels import Level
from idp.policy.methods import METHODS
from idp.policy.proved_kinds import answer_all
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import Policy, Service
from idp.policy.space import MOMENT, without_hours
from idp.policy.zones import Zone


@dataclass(frozen=True, slots=True)
class _Rule:
    """What each zone takes of somebody who may have the service at all, and whether there is ever such an hour."""

    needs: tuple[str | None, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One service in zones that it treats alike.

    `offered` are the levels that the zones offer, and `ways` those of them that open it there to someone in its groups
    while it is open, weakest first.
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
    opens = {hours: hours.opens_at(MOMENT) is not None for hours in _list_hours(policy)}
    rules = {service.id: _find_rule(policy, service, opens) for service in policy.services.values()}
    ways = _list_ways(policy, {rule: policy.services[name] for name, rule in rules.items() if rule.opens})
    nowhere = ((),) * len(policy.zones.order)
    return tuple(
        Row(service.id, (zone.name,), opening, zone.offers, service.hours)
        for service in policy.services.values()
        for zone, opening in zip(policy.zones, ways.get(rules[service.id], nowhere), strict=True)
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


def _list_hours(policy: Policy) -> set[Hours]:
    return {service.hours for service in policy.services.values()}


def _find_rule(policy: Policy, service: Service, opens: Mapping[Hours, bool]) -> _Rule:
    """Return what it takes for somebody of its groups to get into a service while it is open.

    What a service is called and told about does not matter to that, nor whom it is for, unless it is for nobody.
    """
    needs = tuple(service.level_needed(zone) for zone in policy.zones)
    return _Rule(needs, service.is_for(service.groups) and opens[service.hours])


def _list_ways(policy: Policy, rules: Mapping[_Rule, Service]) -> Mapping[_Rule, tuple[tuple[str, ...], ...]]:
    """Return which levels that a zone offers open the service of each rule there, weakest first."""
    always = without_hours(replace(policy, services={one.id: one for one in rules.values()}))
    offered = [
        (zone, [level for level in policy.levels if level.name in zone.offers]) for zone in policy.zones
    ]
    asked = (
        _list_questions(service, zone, level)
        for service, (zone, levels) in product(rules.values(), offered)
        for level in levels
    )
    answers = answer_all(always, chain.from_iterable(asked))

    def opens(service: Service, zone: Zone, level: Level) -> bool:
        return any(answers[question].is_allowed for question in _list_questions(service, zone, level))

    return {
        rule: tuple(
            tuple(level.name for level in levels if opens(service, zone, level)) for zone, levels in offered
        )
        for rule, service in rules.items()
    }


def _list_questions(service: Service, zone: Zone, level: Level) -> Iterator[Question]:
    """Yield the questions of somebody of each realm the level is for who has proved it."""
    proofs = prove(level, zone.name, MOMENT)
    for realm in sorted(level.realms) if level.realms else ("",):
        yield Question(Subject(service.groups, realm, is_active=True), proofs, zone.name, MOMENT, service.id)
