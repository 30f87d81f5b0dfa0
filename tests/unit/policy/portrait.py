"""All that a policy does, as one value: two policies with the same portrait are the same to everyone."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from idp.policy.address import place
from idp.policy.decide import decide
from idp.policy.question import Question
from idp.policy.rules import Policy, Service
from tests.unit.policy.demo import NOON, entitled, local, member, prove

ADDRESSES = (
    "192.0.2.1",
    "192.0.2.65",
    "198.51.100.1",
    "203.0.113.1",
    "2001:db8:a::1",
    "2001:db8:b::1",
    "192.0.2.200",
)
GROUPS = (
    "alla-anstallda",
    "chefer",
    "ekonomi",
    "hemtjanst",
    "idp-admin",
    "idp-granskare",
    "idp-helpdesk",
    "pedagogisk-personal",
    "skolledning",
    "systemagare",
)


@lru_cache
def list_sample_moments() -> tuple[datetime, ...]:
    """Return every half hour of a week with a pay run, of the last week of July, and of Christmas."""
    half_hours = [timedelta(minutes=30 * number) for number in range(7 * 48)]
    return tuple(
        local(start) + step
        for start in ("2026-11-16 00:00", "2026-07-27 00:00", "2026-12-21 00:00")
        for step in half_hours
    )


def paint(policy: Policy) -> dict[str, Any]:
    """Return what addresses, levels, groups and hours come to under the policy, what they are called, and what its tiles show."""
    return {
        "zones": [(zone.name, zone.inside, zone.label) for zone in policy.zones],
        "addresses": [place(address, (), (), policy.zones).zone for address in ADDRESSES],
        "levels": [
            (level.name, sorted(level.methods), level.label, level.meaning) for level in policy.levels
        ],
        "default": policy.default_service,
        "services": {service.id: paint_service(policy, service) for service in policy.services.values()},
    }


def paint_service(policy: Policy, service: Service) -> tuple[object, ...]:
    """Return what one service comes to."""
    who = entitled(service.id, policy)
    allowed = [
        decide(policy, Question(who, prove(level, zone, policy=policy), zone, NOON, service.id)).is_allowed
        for zone in policy.zones.names
        for level in policy.levels.names
    ]
    members = [
        decide(
            policy, Question(member(group), prove("app", "admin", policy=policy), "admin", NOON, service.id)
        ).is_allowed
        for group in GROUPS
    ]
    moments = list_sample_moments()
    is_open = (
        [service.hours.is_open(at) for at in moments] if service.hours.closures or not all(allowed) else []
    )
    messages = {
        service.hours.message_at(at) for at in moments if service.hours.closures or service.hours.exceptions
    }
    return (
        allowed,
        members,
        is_open,
        messages,
        service.tile,
        service.receipt,
        service.start,
        service.name,
        service.description,
        service.receipt,
    )
