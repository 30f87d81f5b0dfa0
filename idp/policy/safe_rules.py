"""What holds for the rules of every policy, before anything is asked of it.

Each function yields a fault for each counter-example.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Network, collapse_addresses
from itertools import combinations, product
from typing import Final

from idp.policy.address import place
from idp.policy.closures import Dated
from idp.policy.hours import STOCKHOLM, Hours, wall_time
from idp.policy.levels import Level
from idp.policy.methods import METHODS, amr_of
from idp.policy.problems import Fault
from idp.policy.rules import BUILT_IN, CONSOLE, ENROLMENT, EVERYONE, HELPDESK, PORTAL, Policy, Service
from idp.policy.zones import Zone

LONGEST_CLOSED: Final = timedelta(days=7)
"""How long the portal and enrolment may be closed at a stretch."""

MOST_PUBLIC: Final = 2**20
"""IPv4 addresses of the Internet that may be inside, all networks together: sixteen networks of the widest kind."""

STRONG: Final = ("totp", "key", "passkey")
"""What administrators sign in with: one of these at least."""

A_YEAR: Final = Dated(date(2028, 1, 1), date(2028, 12, 31))
"""A leap year, so that it has every day that can be named."""


def stronger_zone_never_gives_less(policy: Policy) -> Iterator[Fault]:
    """A level that opens a service in one zone opens it in every stronger one, unless the rule names either zone."""
    for service, weaker, stronger in _zone_pairs(policy):
        lost = set(policy.ways_in(service.id, weaker.name)) - set(policy.ways_in(service.id, stronger.name))
        if lost:
            yield Fault(
                ("services", service.id),
                f"services.{service.id} opens with {min(lost)!r} in {weaker.name!r} and not in {stronger.name!r}",
                f"ask no more in {stronger.name!r}, or say so under zones",
                "gives_less",
                (
                    ("service", service.id),
                    ("level", min(lost)),
                    ("weaker", weaker.name),
                    ("stronger", stronger.name),
                ),
            )


def every_tile_is_accessible(policy: Policy) -> Iterator[Fault]:
    """Each tile can be reached from somewhere by accessible methods, whatever the realm."""
    for service, realm in product(policy.services.values(), policy.levels.realms):
        if service.tile and not any(_is_accessible(policy, service.id, zone, realm) for zone in policy.zones):
            yield Fault(
                ("services", service.id),
                f"services.{service.id} can nowhere be reached by someone who cannot use text messages",
                "let a level of accessible methods open it somewhere: password, mail, totp or passkey",
                "nowhere_reached",
                (("service", service.id),),
            )


def built_in_services_can_be_reached(policy: Policy) -> Iterator[Fault]:
    """The portal can be reached from inside and from outside, and enrolment from inside, whatever the realm."""
    places = ((PORTAL, True), (PORTAL, False), (ENROLMENT, True))
    for (service_id, inside), realm in product(places, policy.levels.realms):
        where = "inside" if inside else "outside"
        if not any(
            _is_accessible(policy, service_id, zone, realm) for zone in policy.zones if zone.inside is inside
        ):
            yield Fault(
                ("services", service_id),
                f"services.{service_id} can be reached from no zone {where}",
                f"let a level that is offered {where} open it",
                f"unreachable_{where}",
                (("service", service_id),),
            )


def newcomers_can_begin(policy: Policy) -> Iterator[Fault]:
    """Enrolment opens inside to who has set nothing up yet, by accessible methods, whatever the realm."""
    for realm in policy.levels.realms:
        ways = (
            way for zone in policy.zones.inside for way in _list_accessible(policy, ENROLMENT, zone, realm)
        )
        if all(any(METHODS[method].is_set_up for method in way.methods) for way in ways):
            yield Fault(
                ("services", ENROLMENT, "inside"),
                f"services.{ENROLMENT} opens to nobody who is new: each way in takes what is set up there",
                "let a password, a mail or a temporary code open it inside",
                "newcomers",
            )


def built_in_services_are_for_everyone(policy: Policy) -> Iterator[Fault]:
    """The portal and enrolment are for every active person."""
    for service in map(policy.services.get, BUILT_IN):
        if service and EVERYONE not in service.groups:
            yield Fault(
                ("services", service.id, "groups"),
                f"services.{service.id} is for {', '.join(sorted(service.groups))} alone and locks others out",
                f'write groups = ["{EVERYONE}"]',
                "not_everyone",
                (("service", service.id), ("groups", ", ".join(sorted(service.groups)))),
            )


def built_in_services_open_each_week(policy: Policy) -> Iterator[Fault]:
    """The portal and enrolment are never closed for longer than a week."""
    for service in map(policy.services.get, BUILT_IN):
        if service and (found := _find_long_closed(service.hours)):
            closes, opens = found
            until = f"{opens:%Y-%m-%d %H:%M}" if opens else "more than a year later"
            yield Fault(
                ("services", service.id, "hours"),
                f"services.{service.id} is closed from {closes:%Y-%m-%d} to {until} and locks everybody out",
                "open it in every week",
                "long_closed",
                (("service", service.id), ("closes", f"{closes:%Y-%m-%d}")),
            )


def inside_is_no_part_of_the_world(policy: Policy) -> Iterator[Fault]:
    """The inside zones together hold no more of the Internet than municipalities have."""
    public = (
        network
        for zone in policy.zones.inside
        for network in zone.networks
        if isinstance(network, IPv4Network) and not network.is_private
    )
    if (count := sum(network.num_addresses for network in collapse_addresses(public))) > MOST_PUBLIC:
        yield Fault(
            ("zones", policy.zones.inside[0].name, "networks"),
            f"zones puts {count} addresses of the Internet inside",
            "name the workplace's own networks",
            "world_inside",
            (("count", str(count)),),
        )


def unknown_addresses_are_outside(policy: Policy) -> Iterator[Fault]:
    """An address that cannot be read is in the weakest zone, and that zone is outside."""
    unknown = policy.zones.get(place("unreadable", (), (), policy.zones).zone)
    if unknown.inside or policy.zones.rank(unknown.name) != 0:
        yield Fault(
            ("zones", "order"),
            f"zones.order puts unknown addresses in {unknown.name!r}",
            "begin outside",
            "begins_inside",
            (("zone", unknown.name),),
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
                        "inside_method",
                        (("zone", zone.name), ("level", level.name), ("name", name)),
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
                "helpdesk_outside",
                (("zone", zone.name),),
            )


def console_takes_a_strong_method(policy: Policy) -> Iterator[Fault]:
    """Each way in to the console takes an app, a security key or a passkey, inside too."""
    for zone in policy.zones:
        for name in policy.ways_in(CONSOLE, zone.name):
            level = policy.levels.get(name)
            if level and level.methods.isdisjoint(STRONG):
                yield Fault(
                    ("services", CONSOLE),
                    f"services.{CONSOLE} opens in {zone.name!r} with {name!r}, which takes no {', '.join(STRONG)}",
                    "ask for a level from which on every one takes an app, a key or a passkey",
                    "console_weak",
                    (("zone", zone.name), ("level", name)),
                )


def amr_follows_from_methods(policy: Policy) -> Iterator[Fault]:
    """Each level states the RFC 8176 values of its methods and no others."""
    for level in policy.levels:
        if level.amr != amr_of(level.methods):
            yield Fault(
                ("levels", level.name),
                f"levels.{level.name} states {level.amr}",
                "state what is proved",
                "states_other",
                (("level", level.name),),
            )


def _is_accessible(policy: Policy, service_id: str, zone: Zone, realm: str) -> bool:
    """Say whether a level of accessible methods opens the service to people of the realm in the zone."""
    return any(_list_accessible(policy, service_id, zone, realm))


def _list_accessible(policy: Policy, service_id: str, zone: Zone, realm: str) -> Iterator[Level]:
    """Yield the levels of accessible methods that open the service to people of the realm in the zone."""
    for level in filter(None, map(policy.levels.get, policy.ways_in(service_id, zone.name, realm))):
        if all(METHODS[method].accessible for method in level.methods):
            yield level


def _find_long_closed(hours: Hours) -> tuple[datetime, datetime | None] | None:
    """Return when hours are closed for too long: the first day, and when they open again, on Swedish clocks.

    Every day of a year is asked, and every day that a closure or an exception names by its date.
    """
    named = (*(one.days for one in hours.closures), *(one.days for one in hours.exceptions))
    dated = [days for days in named if isinstance(days, Dated)]
    for days in (*sorted(dated, key=lambda days: days.first), A_YEAR):
        for number in range((days.last - days.first).days + 1):
            day = datetime.combine(days.first + timedelta(number), datetime.min.time(), STOCKHOLM)
            begins = day.astimezone(UTC)
            opens = hours.opens_at(begins)
            if opens is None or opens - begins > LONGEST_CLOSED:
                return day, wall_time(opens) if opens else None
    return None


def _zone_pairs(policy: Policy) -> Iterator[tuple[Service, Zone, Zone]]:
    """Yield each service with each two zones that its rule does not name, the weaker first."""
    for service in policy.services.values():
        unnamed = [zone for zone in policy.zones if zone.name not in service.zones]
        for weaker, stronger in combinations(unnamed, 2):
            yield service, weaker, stronger
