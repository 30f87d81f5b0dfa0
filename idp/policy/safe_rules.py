"""What holds for the rules of every policy, before anything is asked of it.

Each function yields a fault for each counter-example.
"""

from collections.abc import Iterator
from itertools import combinations, product

from idp.policy.address import place
from idp.policy.methods import METHODS, amr_of
from idp.policy.problems import Fault
from idp.policy.rules import ENROLMENT, HELPDESK, PORTAL, Policy, Service
from idp.policy.space import list_realms
from idp.policy.zones import Zone


def stronger_zone_never_gives_less(policy: Policy) -> Iterator[Fault]:
    """A level that opens a service in one zone opens it in every stronger one, unless the rule names either zone."""
    for service, weaker, stronger in _zone_pairs(policy):
        lost = set(policy.ways_in(service.id, weaker.name)) - set(policy.ways_in(service.id, stronger.name))
        if lost:
            yield Fault(
                ("services", service.id),
                f"services.{service.id} opens with {min(lost)!r} in {weaker.name!r} and not in {stronger.name!r}",
                f"ask no more in {stronger.name!r}, or say so under zones",
            )


def every_tile_is_accessible(policy: Policy) -> Iterator[Fault]:
    """Each tile can be reached from somewhere by accessible methods, whatever the realm."""
    for service, realm in product(policy.services.values(), list_realms(policy.levels)):
        if service.tile and not any(_is_accessible(policy, service.id, zone, realm) for zone in policy.zones):
            yield Fault(
                ("services", service.id),
                f"services.{service.id} can nowhere be reached by someone who cannot use text messages",
                "let a level of accessible methods open it somewhere: password, mail, totp or passkey",
            )


def built_in_services_can_be_reached(policy: Policy) -> Iterator[Fault]:
    """The portal can be reached from inside and from outside, and enrolment from inside, whatever the realm."""
    places = ((PORTAL, True), (PORTAL, False), (ENROLMENT, True))
    for (service_id, inside), realm in product(places, list_realms(policy.levels)):
        where = "inside" if inside else "outside"
        if not any(
            _is_accessible(policy, service_id, zone, realm) for zone in policy.zones if zone.inside is inside
        ):
            yield Fault(
                ("services", service_id),
                f"services.{service_id} can be reached from no zone {where}",
                f"let a level that is offered {where} open it",
            )


def unknown_addresses_are_outside(policy: Policy) -> Iterator[Fault]:
    """An address that cannot be read is in the weakest zone, and that zone is outside."""
    unknown = policy.zones.get(place("unreadable", (), (), policy.zones).zone)
    if unknown.inside or policy.zones.rank(unknown.name) != 0:
        yield Fault(
            ("zones", "order"), f"zones.order puts unknown addresses in {unknown.name!r}", "begin outside"
        )


def inside_methods_stay_inside(policy: Policy) -> Iterator[Fault]:
    """No zone outside offers a level that takes a method meant for the workplace, such as a helpdesk's code."""
    for zone in policy.zones:
        for level in filter(None, map(policy.levels.get, () if zone.inside else zone.offers)):
            for name in level.methods:
                if METHODS[name].inside_only:
                    yield Fault(
                        ("zones", zone.name, "offers"),
                        f"zones.{zone.name}.offers has {level.name!r}, which takes {name!r}",
                        f"offer {level.name!r} inside only",
                    )


def helpdesk_stays_inside(policy: Policy) -> Iterator[Fault]:
    """No zone outside leads to the helpdesk's pages."""
    helpdesk = policy.services.get(HELPDESK)
    for zone in policy.zones:
        if helpdesk and not zone.inside and helpdesk.level_needed(zone) is not None:
            yield Fault(
                ("services", HELPDESK),
                f"services.{HELPDESK} opens in {zone.name!r}, although temporary codes are for the workplace",
                'write "never" for every outside zone',
            )


def amr_follows_from_methods(policy: Policy) -> Iterator[Fault]:
    """Each level states the RFC 8176 values of its methods and no others."""
    for level in policy.levels:
        if level.amr != amr_of(level.methods):
            yield Fault(
                ("levels", level.name), f"levels.{level.name} states {level.amr}", "state what is proved"
            )


def _is_accessible(policy: Policy, service_id: str, zone: Zone, realm: str) -> bool:
    """Say whether a level of accessible methods opens the service to people of the realm in the zone."""
    levels = filter(None, map(policy.levels.get, policy.ways_in(service_id, zone.name)))
    return any(
        level.is_for(realm) and all(METHODS[method].accessible for method in level.methods)
        for level in levels
    )


def _zone_pairs(policy: Policy) -> Iterator[tuple[Service, Zone, Zone]]:
    """Yield each service with each two zones that its rule does not name, the weaker first."""
    for service in policy.services.values():
        unnamed = [zone for zone in policy.zones if zone.name not in service.zones]
        for weaker, stronger in combinations(unnamed, 2):
            yield service, weaker, stronger
