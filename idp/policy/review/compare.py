"""What a draft would change: services, zone by zone, the zones of addresses, and what else there is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, collapse_addresses
from typing import Final

from idp.policy.hours import OPENING_HORIZON, Hours, Span
from idp.policy.review.further import Further, list_further
from idp.policy.review.matrix import Row, build_matrix
from idp.policy.review.stretches import list_gained
from idp.policy.rules import Policy, Service
from idp.policy.zones import Network, Zone, Zones


class Change(StrEnum):
    """What becomes of a service in a zone."""

    OPENED = "opened"
    CLOSED = "closed"
    LOOSER = "looser"
    STRICTER = "stricter"
    BOTH = "looser and stricter"


@dataclass(frozen=True, slots=True)
class Gain:
    """What came and what went of one part of a rule."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Say whether nothing changed."""
        return not (self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class HoursChange:
    """The stretches of the coming 400 days that a service is newly open, and newly closed."""

    before: Hours
    after: Hours
    gained: tuple[Span, ...]
    lost: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A service in a zone, and what changes of it: the levels that open it, its hours, and for whom it is."""

    service: str
    zone: str
    change: Change
    ways: Gain
    groups: Gain
    hours: HoursChange | None


@dataclass(frozen=True, slots=True)
class Move:
    """The addresses of a network, but those of the narrower networks in `but`, change zone."""

    network: Network
    before: str
    after: str
    but: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """A zone that is new, gone, or changed: in what it offers, in being inside, or in having every unknown address.

    `kind` names the change for those who have words of their own for it, and `levels` what it is about.
    """

    zone: str
    what: str
    kind: str = field(default="", compare=False)
    levels: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that a draft would change."""

    cells: tuple[CellChange, ...]
    zones: tuple[ZoneChange, ...]
    moves: tuple[Move, ...]
    further: tuple[Further, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether the draft does what the policy in force does."""
        return not (self.cells or self.zones or self.moves or self.further)


_NOBODY: Final = Gain()


def compare(before: Policy, after: Policy, now: datetime) -> Comparison:
    """Return what the second policy changes of the first; hours are compared for 400 days from `now`."""
    return Comparison(
        tuple(_compare_cells(before, after, now)),
        tuple(_compare_zones(before.zones, after.zones)),
        tuple(list_moves(before.zones, after.zones)),
        tuple(list_further(before, after)),
    )


def list_moves(before: Zones, after: Zones) -> Iterator[Move]:
    """Yield each network whose addresses change zone, the widest first."""
    networks = {network for zones in (before, after) for zone in zones for network in zone.networks}
    for network in sorted(networks, key=lambda one: (one.version, one.prefixlen, int(one.network_address))):
        old, new = _find_zone(before, network).name, _find_zone(after, network).name
        narrower = _list_narrower(network, networks)
        if old != new and sum(one.num_addresses for one in narrower) < network.num_addresses:
            yield Move(network, old, new, narrower)


def _compare_cells(before: Policy, after: Policy, now: datetime) -> Iterator[CellChange]:
    old, new = (
        {(row.service, row.zones[0]): row for row in build_matrix(policy)}
        for policy in _leave_out_unchanged(before, after)
    )
    hours: dict[str, HoursChange | None] = {}
    for service, zone in dict.fromkeys((*old, *new)):
        was, now_is = before.services.get(service), after.services.get(service)
        if service not in hours:
            hours[service] = _compare_hours(was, now_is, now)
        ways = _weigh(_ways(old.get((service, zone))), _ways(new.get((service, zone))))
        groups = _weigh(sorted(was.groups), sorted(now_is.groups)) if was and now_is else _NOBODY
        is_reachable = bool(_ways(old.get((service, zone))) or _ways(new.get((service, zone))))
        change = _judge(old.get((service, zone)), new.get((service, zone)), ways, groups, hours[service])
        if is_reachable and change:
            yield CellChange(service, zone, change, ways, groups, hours[service])


def _leave_out_unchanged(before: Policy, after: Policy) -> tuple[Policy, Policy]:
    """Return the policies without the services of which nothing changes, when all of them stand on the same ground."""
    if _ground(before) != _ground(after):
        return before, after
    same = {
        name
        for name, service in before.services.items()
        if after.services.get(name) == service and _list_ways(before, name) == _list_ways(after, name)
    }
    return _without(before, same), _without(after, same)


def _ground(policy: Policy) -> object:
    """Return what every service stands on: zones but for their addresses and names for people, and the levels on offer."""
    zones = tuple((zone.name, zone.inside, zone.offers) for zone in policy.zones)
    offered = {name for zone in policy.zones for name in zone.offers}
    levels = (level for level in policy.levels if level.name in offered)
    return zones, tuple((level.name, level.methods, level.realms) for level in levels)


def _list_ways(policy: Policy, service: str) -> tuple[tuple[str, ...], ...]:
    """Return the levels that reach what the service needs in each zone."""
    return tuple(policy.ways_in(service, zone.name) for zone in policy.zones)


def _without(policy: Policy, services: set[str]) -> Policy:
    kept = {name: service for name, service in policy.services.items() if name not in services}
    return replace(policy, services=kept)


def _judge(
    old: Row | None, new: Row | None, ways: Gain, groups: Gain, hours: HoursChange | None
) -> Change | None:
    """Return what becomes of the cell; None when nothing does."""
    if bool(_ways(old)) != bool(_ways(new)):
        return Change.OPENED if _ways(new) else Change.CLOSED
    is_looser = bool(ways.gained or groups.gained or (hours and hours.gained))
    is_stricter = bool(ways.lost or groups.lost or (hours and hours.lost))
    if is_looser and is_stricter:
        return Change.BOTH
    return Change.LOOSER if is_looser else Change.STRICTER if is_stricter else None


def _compare_hours(before: Service | None, after: Service | None, now: datetime) -> HoursChange | None:
    """Return how hours differ; None when they do not within 400 days, or one of the services is not there."""
    if before is None or after is None or before.hours == after.hours:
        return None
    until = now + OPENING_HORIZON
    gained = tuple(list_gained(before.hours, after.hours, now, until))
    lost = tuple(list_gained(after.hours, before.hours, now, until))
    return HoursChange(before.hours, after.hours, gained, lost) if gained or lost else None


def _compare_zones(before: Zones, after: Zones) -> Iterator[ZoneChange]:
    if before.default.name != after.default.name:
        yield ZoneChange(after.default.name, "has every unknown address now", "unknown")
    for name in dict.fromkeys((*before.names, *after.names)):
        if name not in after:
            yield ZoneChange(name, "is gone", "gone")
        elif name not in before:
            where = "inside" if after.get(name).inside else "outside"
            yield ZoneChange(name, f"is new, {where}", f"new_{where}")
        else:
            yield from _compare_zone(before.get(name), after.get(name))
    kept = [name for name in before.names if name in after]
    if kept != [name for name in after.names if name in before]:
        yield ZoneChange(", ".join(after.names), "is the order now, weakest first", "order")


def _compare_zone(before: Zone, after: Zone) -> Iterator[ZoneChange]:
    if before.inside != after.inside:
        where = "inside" if after.inside else "outside"
        yield ZoneChange(after.name, f"is {where} now", where)
    offers = _weigh(before.offers, after.offers)
    if offers.gained:
        yield ZoneChange(after.name, f"offers {', '.join(offers.gained)} too", "offers_more", offers.gained)
    if offers.lost:
        yield ZoneChange(after.name, f"offers {', '.join(offers.lost)} no longer", "offers_less", offers.lost)


def _find_zone(zones: Zones, network: Network) -> Zone:
    """Return the zone of a network's addresses, but those that narrower networks hold."""
    narrowest, found = -1, zones.default
    for zone in zones:
        for other in zone.networks:
            if _holds(other, network) and other.prefixlen > narrowest:
                narrowest, found = other.prefixlen, zone
    return found


def _list_narrower(network: Network, networks: set[Network]) -> tuple[Network, ...]:
    """Return the narrower networks that hold part of a network, those side by side as one."""
    inner = [other for other in networks if other != network and _holds(network, other)]
    v4 = collapse_addresses(other for other in inner if isinstance(other, IPv4Network))
    v6 = collapse_addresses(other for other in inner if isinstance(other, IPv6Network))
    return (*v4, *v6)


def _holds(outer: Network, inner: Network) -> bool:
    """Say whether all addresses of one network are in another."""
    return (
        outer.version == inner.version
        and outer.prefixlen <= inner.prefixlen
        and inner.network_address in outer
    )


def _ways(row: Row | None) -> tuple[str, ...]:
    return row.ways if row else ()


def _weigh(before: tuple[str, ...] | list[str], after: tuple[str, ...] | list[str]) -> Gain:
    """Return what is only in the second, and what only in the first."""
    return Gain(
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
    )
