"""A person as a directory knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

CoordinationLevel = Literal["confirmed", "probable", "uncertain"]
"""How well the identity behind a coordination number is known."""


@dataclass(frozen=True, slots=True)
class Person:
    """One employee in one realm.

    `person_id` is ours: random, opaque, never given to anybody else. It is the `sub` of every token (OpenID
    Connect Core, section 2) and holds nothing of who they are. `is_protected` marks a protected identity, and
    `alias` is the name that others see then. `personal_number` and `coordination_number` have twelve digits; nobody
    has both, and `previous_coordination_number` is what someone had before their personal number. `employee_id`
    names the employment. `details` are the standard claims that few municipalities keep: see `idp.people.details`.
    `password_expires_at` is None when the password never runs out.
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
    personal_number: str | None = field(default=None, repr=False)
    coordination_number: str | None = field(default=None, repr=False)
    coordination_level: CoordinationLevel | None = None
    previous_coordination_number: str | None = field(default=None, repr=False)
    employee_id: str | None = field(default=None, repr=False)
    alias: str | None = None
    password_expires_at: datetime | None = None
    details: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
