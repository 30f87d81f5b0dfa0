"""A person who may sign in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """One person of one realm, as the directory knows them now.

    `person_id` is random and never given to anybody else; relying parties receive it as `sub`, which must not
    reveal who the person is (OpenID Connect Core 1.0, section 8; Swedish OpenID Connect Profile, P7).
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
    """The person has a protected identity: the name is released only where it must be."""
    expires_at: datetime | None
    """When the account ends; None: it goes on."""
    updated_at: datetime

    def may_sign_in(self, now: datetime) -> bool:
        """Say whether the account is active and has not ended."""
        return self.is_active and (self.expires_at is None or now < self.expires_at)
