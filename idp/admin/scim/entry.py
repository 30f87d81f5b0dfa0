"""What the local directory keeps for provisioning: a person or a group with its version."""

from dataclasses import dataclass
from datetime import datetime

from idp.people.person import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as provisioning has them: `version` rises by one with every change, `external_id` is the other system's."""

    person: Person
    version: int
    created_at: datetime
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group, as far as a list of them says."""

    person_id: str
    name: str
    alias: str | None
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `size` is how many people are in it."""

    group_id: str
    name: str
    version: int
    created_at: datetime
    updated_at: datetime
    external_id: str | None = None
    size: int = 0


def write_version(version: int) -> str:
    """Return the entity tag; weak, because one version is shown in several ways (RFC 7644, section 3.14)."""
    return f'W/"{version}"'
