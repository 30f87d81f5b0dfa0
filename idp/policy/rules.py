"""What a policy file says, as typed values: services, and the zones and levels they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Final

from idp.policy.hours import Hours
from idp.policy.levels import NO_REALM, Acr, Levels
from idp.policy.text import Text
from idp.policy.zones import Zone, Zones

EVERYONE: Final = "everyone"
"""The group every active person belongs to."""

PORTAL: Final = "portal"
"""The built-in service that is the list of services."""

ENROLMENT: Final = "enrolment"
"""The built-in service where a person states numbers and links devices: from inside only."""

BUILT_IN: Final = (PORTAL, ENROLMENT)

PASSKEYS: Final = "passkeys"
"""The service of the pages where a person adds passkeys and security keys. A policy may leave it out: then they are
added under the rule of `enrolment`. It alone may be opened to people outside who have a strong method already."""

PERSONAL: Final = (*BUILT_IN, PASSKEYS)
"""The services that are a person's own pages and never a tile."""

HELPDESK: Final = "helpdesk"
"""The service of the helpdesk's own pages. A policy may leave it out: then there are none."""

CONSOLE: Final = "console"
"""The service of the administrators' console. A policy may leave it out: then there is none."""

OWN_PAGES: Final = MappingProxyType({HELPDESK: "/helpdesk", CONSOLE: "/admin"})
"""Where the services begin that are pages of the provider itself."""

OURS: Final = (*PERSONAL, *OWN_PAGES)
"""Every service that is pages of the provider itself: no application follows its rule."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service's rule: for whom, at what level from where, and when.

    `inside` and `outside` are the level needed there, None for never; `zones` overrides them zone by zone.
    `start` is the URL that starts the service; `tile` says whether the portal lists it,
    `receipt` whether people are mailed that it was opened.
    """

    id: str
    name: Text
    groups: frozenset[str]
    inside: str | None
    outside: str | None
    zones: Mapping[str, str | None]
    hours: Hours
    start: str | None = None
    tile: bool = True
    description: Text | None = None
    receipt: bool = False

    def level_needed(self, zone: Zone) -> str | None:
        """Return the level needed in the zone; None when the service is never open to that zone."""
        if zone.name in self.zones:
            return self.zones[zone.name]
        return self.inside if zone.inside else self.outside

    def key_of(self, zone: Zone) -> tuple[str, ...]:
        """Return the path of the key that says the level needed in the zone, in the policy file."""
        key = ("zones", zone.name) if zone.name in self.zones else ("inside" if zone.inside else "outside",)
        return ("services", self.id, *key)

    def is_for(self, groups: frozenset[str]) -> bool:
        """Say whether someone in `groups` may have the service at all."""
        return EVERYONE in self.groups or not self.groups.isdisjoint(groups)


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. `version` is the SHA-256 of its file, in hex.

    `default_service` is the service of a client that was registered without one; None refuses such clients.
    """

    zones: Zones
    levels: Levels
    services: Mapping[str, Service]
    default_service: str | None
    version: str
    acrs: tuple[Acr, ...] = field(init=False, repr=False, compare=False)
    """Every `acr` that can be earned: zones from the weakest, and levels from the weakest within each."""
    _earnable: frozenset[Acr] = field(init=False, repr=False, compare=False)
    _ways: Mapping[tuple[str, str, str | None], tuple[str, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        acrs = tuple(Acr(level, zone.name) for zone in self.zones for level in zone.offers)
        realms = (None, *self.levels.realms)
        opened = {
            (needed, zone.name, realm): self._list_ways(needed, zone, realm)
            for needed, zone, realm in product((None, *self.levels.names), self.zones, realms)
        }
        ways = {
            (service.id, zone.name, realm): opened.get((needed, zone.name, realm), ())
            for service, zone in product(self.services.values(), self.zones)
            for needed in (service.level_needed(zone),)
            for realm in realms
        }
        object.__setattr__(self, "acrs", acrs)
        object.__setattr__(self, "_earnable", frozenset(acrs))
        object.__setattr__(self, "_ways", ways)

    def is_earnable(self, acr: Acr) -> bool:
        """Say whether the `acr` is one that can be earned: its zone offers its level."""
        return acr in self._earnable

    def ways_in(self, service_id: str, zone: str, realm: str | None = None) -> tuple[str, ...]:
        """Return the levels that open the service in the zone to someone of `realm`, strongest first.

        None is a realm nobody knows yet, and gets every level. Empty when the service is never open there, and for a
        service or zone the policy does not have.
        """
        known = realm if realm is None or realm in self.levels.realms else NO_REALM
        return self._ways.get((service_id, zone, known), ())

    def _list_ways(self, needed: str | None, zone: Zone, realm: str | None) -> tuple[str, ...]:
        """Return the levels that the zone offers to someone of `realm` and that reach the needed one, strongest first."""
        return tuple(
            level
            for level in reversed(zone.offers if needed is not None else ())
            if self.levels.at_least(level, needed or "") and self.levels.is_for(level, realm)
        )


def name_key_service(policy: Policy) -> str:
    """Return the service under whose rule passkeys and security keys are added: their own, else enrolment."""
    return PASSKEYS if PASSKEYS in policy.services else ENROLMENT
