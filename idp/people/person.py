"""A person as a directory knows them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """One employee in one realm.

    `person_id` is ours: random, opaque, never given to anybody else. It is the `sub` of every token (OpenID
    Connect Core, section 2) and holds nothing of who they are. `is_protected` marks a protected identity.
    """

    person_id: str
    realm: str
    username: str
    name: str
    given_name: str
    family_name: str
    email: str | None
    groups: frozenset[str]
    unit: str
    title: str
    is_active: bool
    is_protected: bool
    expires_at: datetime | None
    updated_at: datetime
