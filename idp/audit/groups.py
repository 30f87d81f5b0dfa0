"""Which kinds of events there are: each event belongs to one group, by the part of its tag before the point."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from idp.audit.events import Tag

GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sign_in": ("password", "factor", "session", "throttled", "zone"),
        "method": ("device", "passkey", "recovery", "token", "tokens", "numbers", "enrolment", "objection", "change"),
        "application": (
            "authorization", "client", "code", "consent", "grant", "logout", "machine_token", "refresh",
            "registration", "service",
        ),
        "account": ("person", "people", "group", "bypass", "methods", "reset"),
        "message": ("message", "sms"),
        "logbook": ("audit",),
        "admin": (),
        "system": ("key", "keys", "started", "stopped"),
    }
)  # fmt: skip
"""The part of a tag before its point, by the group it is chosen in; `admin` holds every part that no other does."""

LOGBOOK: Final = "logbook"
"""The group that tells of the trail itself: it answers for what is gone, and is kept as long as the trail."""


def part_of(tag: str) -> str:
    """Return the part of a tag before its point."""
    return tag.partition(".")[0]


def group_of(tag: str) -> str:
    """Return the group that a tag belongs to."""
    part = part_of(tag)
    return next((name for name, parts in GROUPS.items() if part in parts), "admin")


def list_kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every kind of event by group, in the order they are chosen from."""
    kinds: dict[str, list[str]] = {group: [] for group in GROUPS}
    for tag in Tag:
        kinds[group_of(tag)].append(tag.value)
    return tuple((group, tuple(tags)) for group, tags in kinds.items() if tags)
