"""Reads the [zones] of a policy file."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from itertools import pairwise

from idp.policy.levels import Levels
from idp.policy.reading.fields import Fields
from idp.policy.reading.order import read_order
from idp.policy.zones import Network, Zone, Zones

WIDEST_PRIVATE = {4: 8, 6: 16}
"""The shortest prefix, by version, of a network that only the municipality can send from."""

WIDEST_PUBLIC = {4: 16, 6: 32}
"""The shortest prefix of an inside network that the Internet reaches: anything wider holds other people's homes."""


def read_zones(fields: Fields, levels: Levels) -> Zones:
    """Return the zones in the order that `order` gives them."""
    order = fields.texts("order", '["remote", "office"], weakest first')
    zones = {table.name: _read_zone(table, levels) for table in fields.rest("{ inside = false, … }")}
    ordered = read_order(fields, order, zones)
    _check_outside_comes_first(fields, ordered)
    _check_no_network_twice(fields, ordered)
    _check_strangers_are_weakest(fields, ordered)
    return Zones(ordered)


def _read_zone(fields: Fields, levels: Levels) -> Zone:
    """Return one zone. What it offers is put in the order of the levels."""
    inside = fields.flag("inside")
    networks = tuple(
        network
        for written in fields.texts("networks", '["192.0.2.0/26"]')
        if (network := _network(fields, written))
    )
    offers = fields.texts("offers", '["password", "app"]')
    for name in offers:
        if name not in levels.names:
            fields.note_unknown(
                "offers", f"names an unknown level {name!r}", name, levels.names, "unknown_level"
            )
    if not offers:
        fields.note(
            "offers",
            "is empty",
            "offer at least one level: nobody could sign in here",
            "offers_nothing",
            zone=fields.name,
        )
    for network in networks if inside else ():
        if is_too_wide(network):
            fields.note(
                "networks",
                f"puts {network} inside",
                "name the workplace's own networks",
                "too_wide",
                zone=fields.name,
                network=str(network),
            )
    zone = Zone(
        fields.name,
        inside,
        networks,
        tuple(name for name in levels.names if name in offers),
        fields.label("label"),
    )
    fields.finish()
    return zone


def is_too_wide(network: Network) -> bool:
    """Say whether a network is wider than any workplace."""
    widest = WIDEST_PRIVATE if network.is_private else WIDEST_PUBLIC
    return network.prefixlen < widest[network.version]


def _network(fields: Fields, written: str) -> Network | None:
    """Return the network that is written; None, and a fault, when it is not exactly one."""
    try:
        network: Network = ip_network(written)
    except ValueError:
        meant = _find_meant(written)
        fields.note(
            "networks",
            f"holds {written!r}, which is no network",
            f"did you mean {meant!r}?" if meant else 'write it as "192.0.2.0/26" or "2001:db8:a::/48"',
            "network_meant" if meant else "no_network",
            network=written,
            meant=meant,
        )
        return None
    if isinstance(network, IPv6Network) and network.network_address.ipv4_mapped:
        fields.note(
            "networks",
            f"holds {written!r}, which never matches",
            "write the IPv4 network",
            "mapped_network",
            network=written,
        )
    return network


def _find_meant(written: str) -> str:
    """Return the network that was probably meant; nothing when that cannot be said."""
    try:
        return str(ip_network(written, strict=False))
    except ValueError:
        return ""


def _check_outside_comes_first(fields: Fields, zones: tuple[Zone, ...]) -> None:
    """Note an outside zone ordered above an inside one, and a default zone that is inside.

    A proof is worth the weakest zone it has passed; were an outside zone the stronger, a proof from outside could be
    worth an inside one.
    """
    if zones and zones[0].inside:
        fields.note(
            "order",
            f"begins with {zones[0].name!r}, the zone of unknown addresses, which is inside",
            "begin outside",
            "begins_inside",
            zone=zones[0].name,
        )
    for weaker, stronger in pairwise(zones):
        if weaker.inside and not stronger.inside:
            fields.note(
                "order",
                f"puts {stronger.name!r}, which is outside, above {weaker.name!r}, which is inside",
                "put every outside zone first",
                "outside_above",
                weaker=weaker.name,
                stronger=stronger.name,
            )


def _check_no_network_twice(fields: Fields, zones: tuple[Zone, ...]) -> None:
    """Note a network that two zones hold: which of them is meant would be a guess."""
    holders: dict[IPv4Network | IPv6Network, str] = {}
    for zone in zones:
        for network in zone.networks:
            if (other := holders.setdefault(network, zone.name)) != zone.name:
                fields.note(
                    zone.name,
                    f"holds {network}, which {other!r} holds too",
                    "leave it in one of them",
                    "network_twice",
                    zone=zone.name,
                    weaker=other,
                    network=str(network),
                )


def _check_strangers_are_weakest(fields: Fields, zones: tuple[Zone, ...]) -> None:
    """Note an outside zone that takes in the world and is not the weakest: no address would be unknown any more."""
    for zone in zones[1:]:
        for network in () if zone.inside else zone.networks:
            if network.prefixlen < WIDEST_PRIVATE[network.version]:
                fields.note(
                    zone.name,
                    f"holds {network}, although addresses nobody knows are for {zones[0].name!r}",
                    f"leave it out, or put it in {zones[0].name!r}",
                    "strangers_taken",
                    zone=zone.name,
                    weaker=zones[0].name,
                    network=str(network),
                )
