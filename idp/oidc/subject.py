"""Who a person is to a client: `sub` (OpenID Connect Core 1.0, section 8).

A public subject is the person's id. A pairwise one is a keyed hash of it and the client's sector, so that two
applications cannot compare notes, and the provider can compute it again but nobody turn it back.
"""

import hmac
from base64 import urlsafe_b64encode
from typing import Final, Protocol

from idp.oidc.clients.client import Client

SUBJECTS: Final = "subjects"
"""The purpose under which the key of pairwise subjects is derived from the provider's secret."""


class KeepsSubjects(Protocol):
    """Holds the key of pairwise subjects."""

    @property
    def subject_key(self) -> bytes: ...


def subject_of(provider: KeepsSubjects, client: Client, person_id: str) -> str:
    """Return the person's `sub` to the client. Raises ValueError for a pairwise one without a key."""
    if client.subject_type == "public":
        return person_id
    if not provider.subject_key:
        raise ValueError("pairwise subjects need a key")
    told = f"{client.sector or client.client_id}\x1f{person_id}"
    digest = hmac.digest(provider.subject_key, told.encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def is_subject(provider: KeepsSubjects, client: Client | None, sub: str, person_id: str) -> bool:
    """Say whether `sub` names the person to the client; a client that is gone is told nothing of anyone."""
    return client is not None and hmac.compare_digest(subject_of(provider, client, person_id), sub)
