"""Finds the network zone of a request: by its address, or in the demonstration by the bar's cookie."""

from collections.abc import Callable
from ipaddress import ip_network

from flask import Request

from idp.config.settings import Config
from idp.policy.address import Place, Placement, build_place
from idp.policy.zones import Network, Zone, Zones
from idp.sessions.cookies import Cookie, Cookies

Placing = Callable[[Request], Placement]


def build_placing(config: Config, zones: Zones, cookies: Cookies) -> Placing:
    """Return the function that places a request.

    Only the connection's own address and the X-Forwarded-For lines of trusted proxies are looked at.
    """
    find_place = build_placing_by_address(config, zones)

    def by_address(request: Request) -> Placement:
        return find_place(request.remote_addr, request.headers.getlist("X-Forwarded-For"))

    def by_choice(request: Request) -> Placement:
        zone = cookies.read(request, Cookie.DEMO_ZONE)
        return stand_in(zones.get(zone)) if zone in zones.names else by_address(request)

    return by_choice if config.demo.zone_bar else by_address


def build_placing_by_address(config: Config, zones: Zones) -> Place:
    """Return the function that places the connection's address with the X-Forwarded-For lines that came over it."""
    return build_place(read_trusted_proxies(config), zones)


def read_trusted_proxies(config: Config) -> tuple[Network, ...]:
    """Return the networks whose X-Forwarded-For is read."""
    return tuple(ip_network(network) for network in config.network.trusted_proxies)


def stand_in(zone: Zone) -> Placement:
    """Return a placement for someone who only says that they are in the zone, with an address from its networks."""
    network = zone.networks[0] if zone.networks else None
    address = str(network[1]) if network and network.num_addresses > 1 else None
    return Placement(zone.name, address, "demonstration", str(network) if network else None, "demonstration")
