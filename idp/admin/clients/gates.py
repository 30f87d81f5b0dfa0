"""Who gets in to an application: the rule of its service in the policy, zone by zone. Only shown here, never changed."""

from dataclasses import dataclass

from babel.dates import get_day_names

from idp.policy.hours import ALWAYS, Hours
from idp.policy.rules import EVERYONE, Policy, Service


@dataclass(frozen=True, slots=True)
class Door:
    """One zone: what it is called, and the levels that open the service there, strongest first."""

    zone: str
    label: str
    is_inside: bool
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gates:
    """Who gets in. `groups` is empty when everybody may."""

    service: Service
    name: str
    doors: tuple[Door, ...]
    groups: tuple[str, ...]
    is_always_open: bool
    hours: Hours


def find_gates(policy: Policy, service_id: str | None, language: str) -> Gates | None:
    """Return the rule that decides who gets in; None when the policy has no such service and refuses everybody."""
    service = policy.services.get(service_id or policy.default_service or "")
    if service is None:
        return None
    doors = tuple(
        Door(
            zone.name,
            zone.label.pick(language),
            zone.inside,
            tuple(name_level(policy, level, language) for level in policy.ways_in(service.id, zone.name)),
        )
        for zone in policy.zones
    )
    hours = service.hours
    return Gates(
        service,
        service.name.pick(language),
        doors,
        () if EVERYONE in service.groups else tuple(sorted(service.groups)),
        hours.windows == ALWAYS and not hours.closures and not hours.exceptions,
        hours,
    )


def name_level(policy: Policy, level: str, language: str) -> str:
    """Return what people call a level."""
    known = policy.levels.get(level)
    return known.label.pick(language) if known else level


def list_week(hours: Hours, language: str) -> tuple[tuple[str, str], ...]:
    """Return the days of an ordinary week with their hours in Swedish wall time; a day without any has a dash."""
    names = get_day_names("wide", "stand-alone", language)
    return tuple(
        (
            names[day],
            ", ".join(
                f"{write_minutes(window.opens)}–{write_minutes(window.closes)}"
                for window in hours.windows
                if window.weekday == day
            )
            or "–",
        )
        for day in range(7)
    )


def write_minutes(minutes: int) -> str:
    """Return minutes after midnight as the clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
