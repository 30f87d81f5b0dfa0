"""Everything that can be asked of a policy, pruned to what can make a difference.

Hours only take away, and the same hours from everyone, so they are apart from the rest: `list_moments` holds the
instants at which an answer can change, `list_questions` everything else. Services that need the same levels in the
same zones are one service as far as levels go, and neighbouring zones that every rule treats alike are one zone.
Proofs differ in where the password and where the rest was proved; from a stronger zone they are worth what is here.
An answer rests on one level, so the methods of any two levels together show whatever more proof can add or take
away; three show nothing new. Of sets that hold the same levels one is enough, for what else they hold is worth nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, product
from typing import Final

from idp.policy.hours import ALWAYS, STOCKHOLM, Hours
from idp.policy.levels import Levels
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import EVERYONE, PERSONAL, Policy, Service
from idp.policy.zones import Zone

MOMENT: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""When every question of the space is asked: any moment is like any other to a policy that is always open."""

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where somebody is, and where the password and everything else was proved: the zones an answer rests on."""

    here: str
    password: str
    others: str


def without_hours(policy: Policy) -> Policy:
    """Return the policy as if every service were always open."""
    services = {id_: replace(service, hours=Hours(ALWAYS)) for id_, service in policy.services.items()}
    return replace(policy, services=services)


def list_placements(policy: Policy, zones: Sequence[str]) -> tuple[Placement, ...]:
    """Return each way to be in one of these zones with proofs from one or two of them.

    What was proved in a stronger zone is left out: it is worth what it would be worth if it was proved here, unless
    it was proved outside and here is inside, where a policy that had its zones in that order would break.
    """
    order = sorted(map(policy.zones.get, zones), key=lambda zone: policy.zones.rank(zone.name))
    return tuple(
        Placement(here.name, first, second)
        for rank, here in enumerate(order)
        for first, second in product(_list_counting(order, rank), repeat=2)
    )


def _list_counting(order: Sequence[Zone], rank: int) -> tuple[str, ...]:
    """Return the zones whose proofs differ from those made in the zone at this rank."""
    here = order[rank]
    others = (zone.name for zone in order[rank + 1 :] if here.inside and not zone.inside)
    return (*(zone.name for zone in order[: rank + 1]), *others)


def list_placed(
    service: Service, placement: Placement, method_sets: Sequence[Sequence[str]], realms: Sequence[str]
) -> Iterator[Question]:
    """Yield every set of methods proved in a placement, by someone entitled of each realm.

    What is proved in one placement is compared with what is proved beside it there, and nowhere else.
    """
    for methods, realm in product(method_sets, realms):
        proofs = tuple(
            Proof(method, MOMENT, placement.password if method == "password" else placement.others)
            for method in methods
        )
        who = Subject(service.groups, realm, is_active=True)
        yield Question(who, proofs, placement.here, MOMENT, service.id)


def list_others(policy: Policy, service: Service, here: str) -> Iterator[Question]:
    """Yield each level proved in a zone that offers it: by a closed account, and by someone in no group of the service."""
    strangers = [Subject(service.groups, "", is_active=False)]
    strangers += [] if EVERYONE in service.groups else [Subject(frozenset(), "", is_active=True)]
    offered = filter(None, map(policy.levels.get, policy.zones.get(here).offers))
    for who, level in product(strangers, offered):
        proofs = tuple(Proof(method, MOMENT, here) for method in METHODS if method in level.methods)
        yield Question(who, proofs, here, MOMENT, service.id)


def list_kinds(policy: Policy) -> tuple[Service, ...]:
    """Return the built-in services and one of each other kind.

    Services are of one kind that need the same level in every zone, and are all for everyone or all for some.
    """
    kinds: dict[tuple[object, ...], Service] = {}
    for service in policy.services.values():
        built_in = service.id if service.id in PERSONAL else None
        needs = (service.level_needed(zone) for zone in policy.zones)
        kinds.setdefault((built_in, EVERYONE in service.groups, *needs), service)
    return tuple(kinds.values())


def list_zone_kinds(policy: Policy, services: Collection[Service]) -> tuple[str, ...]:
    """Return the zones, weakest first, without those that differ from the next weaker one in name and networks only."""
    kinds: list[str] = []
    last: tuple[object, ...] = ()
    for zone in policy.zones:
        needs = tuple(service.level_needed(zone) for service in services)
        if (kind := (zone.inside, zone.offers, needs)) != last:
            kinds.append(zone.name)
        last = kind
    return tuple(kinds)


def list_method_sets(levels: Levels) -> tuple[tuple[str, ...], ...]:
    """Return what the proofs of at most two levels consist of, with and without the password, the empty set first.

    Each set is in the order of METHODS.
    """
    taken = [level.methods for level in levels]
    unions = {frozenset(), *taken, *(one | other for one, other in combinations(taken, 2))}
    sets = unions | {union - {"password"} for union in unions}
    ordered = (tuple(name for name in METHODS if name in methods) for methods in sets)
    return tuple(sorted(ordered, key=lambda methods: (len(methods), methods)))


def list_telling_sets(levels: Levels) -> tuple[tuple[str, ...], ...]:
    """Return the smallest of the method sets that hold the methods of the same levels: what else they hold tells nothing."""
    smallest: dict[frozenset[str], tuple[str, ...]] = {}
    for methods in list_method_sets(levels):
        held = frozenset(level.name for level in levels if level.methods.issubset(methods))
        smallest.setdefault(held, methods)
    return tuple(smallest.values())


def list_moments(hours: Hours, first: date, last: date) -> Iterator[datetime]:
    """Yield each boundary of the hours between two days, both included, and the second before and after it.

    The clocks' own changes are among the boundaries. In UTC; not in order.
    """
    minutes = {0, 60, 120, 180}
    minutes |= {minute for window in hours.windows for minute in (window.opens, window.closes)}
    minutes |= {minute for closure in hours.closures for minute in (closure.begins, closure.ends)}
    minutes |= {minute for other in hours.exceptions for span in other.spans for minute in span}
    for number in range((last - first).days + 1):
        midnight = datetime.combine(first + timedelta(number), time.min)
        for minute in sorted(minutes):
            for fold in (0, 1):
                wall = (midnight + timedelta(minutes=minute)).replace(tzinfo=STOCKHOLM, fold=fold)
                boundary = wall.astimezone(UTC)
                yield from (boundary - _SECOND, boundary, boundary + _SECOND)
