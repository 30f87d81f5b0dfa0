"""Which parts of a change take two people: one who writes and another who agrees."""

from collections.abc import Collection, Iterator
from typing import Final

from idp.policy.rules import CONSOLE, ENROLMENT, PASSKEYS, Policy

ALWAYS_MARKED: Final = (ENROLMENT, PASSKEYS, CONSOLE)
"""The services that are marked whatever the configuration says: where people set up what they sign in with, and the
console itself."""

EVERYTHING: Final = "everything"
"""Written in place of services, it marks every service."""


def list_marked(before: Policy, after: Policy, services: Collection[str] = ()) -> tuple[str, ...]:
    """Return the parts of the policy that a draft changes and that take two, as paths of keys; none when one may do it.

    Zones and levels are marked always, and so are ALWAYS_MARKED and `services`. Comments and layout are no change.
    """
    return tuple(_list_marked(before, after, {*ALWAYS_MARKED, *services}))


def has_changes(before: Policy, after: Policy) -> bool:
    """Say whether the policies differ in anything but how they are written down."""
    return (before.zones, before.levels, before.services, before.default_service) != (
        after.zones,
        after.levels,
        after.services,
        after.default_service,
    )


def _list_marked(before: Policy, after: Policy, services: Collection[str]) -> Iterator[str]:
    if before.levels != after.levels:
        yield "levels"
    if before.zones != after.zones:
        yield "zones"
    if before.default_service != after.default_service and EVERYTHING in services:
        yield "default_service"
    for name in dict.fromkeys((*before.services, *after.services)):
        is_marked = name in services or EVERYTHING in services
        if is_marked and before.services.get(name) != after.services.get(name):
            yield f"services.{name}"
