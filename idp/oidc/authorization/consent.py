"""What a person agreed that an application is told, and where that is remembered."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Release:
    """What one request would have told: its scopes, and the claims it asks for by name."""

    scopes: frozenset[str]
    claims: frozenset[str]

    def covers(self, other: "Release") -> bool:
        """Say whether everything the other tells is told by this one too."""
        return other.scopes <= self.scopes and other.claims <= self.claims

    def join(self, other: "Release") -> "Release":
        """Return what both tell together."""
        return Release(self.scopes | other.scopes, self.claims | other.claims)

    @property
    def digest(self) -> str:
        """A name of exactly this, for a form to carry: who approves one thing has not approved another."""
        return sha256(json.dumps([sorted(self.scopes), sorted(self.claims)]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to, in all, and when they last did."""

    person_id: str
    client_id: str
    release: Release
    given_at: datetime


class ConsentStore(Protocol):
    """Where consents are kept: one for each person and client, until it is withdrawn."""

    def find(self, person_id: str, client_id: str) -> Consent | None:
        """Return what the person agreed to with the client; None when they did not."""
        ...

    def list(self, person_id: str) -> tuple[Consent, ...]:
        """Return all of the person's."""
        ...

    def add(self, consent: Consent) -> None:
        """Store the consent, beside what the person agreed to with the client before."""
        ...

    def remove(self, person_id: str, client_id: str) -> bool:
        """Forget the consent; return False when there was none."""
        ...

    def remove_client(self, client_id: str) -> int:
        """Forget everybody's with the client; return how many."""
        ...
