"""A grant: one person's sign-in to one client, with everything the tokens made from it may say.

The code, the access tokens and the refresh tokens of a grant die with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from idp.oidc.clients.client import Client
from idp.people.person import Person
from idp.policy.levels import Acr
from idp.policy.question import Proof
from idp.sessions.session import Session


@dataclass(frozen=True, slots=True)
class RequestedClaims:
    """The names a client asked for in the `claims` parameter, by where it wants them (OIDC Core, section 5.5)."""

    userinfo: tuple[str, ...] = ()
    id_token: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proved:
    """What was proved in a session and where it was, for a grant that outlives it."""

    proofs: tuple[Proof, ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What was granted to whom, how the person had signed in, and the facts its one code is bound to.

    `code_hash` is the SHA-256 of the code in hex; the code itself is kept nowhere. `proved` is what is decided on once
    the session is over, for a grant of `offline_access`; None for one that ends with its session.
    """

    grant_id: str
    client_id: str
    person_id: str
    sid: str
    scopes: tuple[str, ...]
    claims: RequestedClaims
    nonce: str | None
    acr: Acr
    amr: tuple[str, ...]
    auth_time: datetime
    redirect_uri: str
    code_challenge: str | None
    code_hash: str = field(repr=False)
    code_expires_at: datetime
    created_at: datetime
    expires_at: datetime
    code_used_at: datetime | None = None
    revoked_at: datetime | None = None
    proved: Proved | None = None


class TokenKind(StrEnum):
    """What a stored token is good for, and nothing else."""

    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class StoredToken:
    """An opaque token: its SHA-256 in hex, the grant it stands for, and how long.

    `scopes` are fewer than the grant's when the client asked for fewer; None for all of them.
    """

    token_hash: str = field(repr=False)
    kind: TokenKind
    grant_id: str
    expires_at: datetime
    scopes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A grant as found by a code or token, with the session behind it; None when that has ended.

    `client` is its registration as it is now, None when that is gone. `person` is what our own directory holds of them, None
    for somebody who is kept elsewhere. `is_spent` says that the code or refresh token
    that led here has been used before; `token_expires_at` is the end of the access token that did.
    `clients_version` counts the changes of registrations until then.
    """

    grant: Grant
    session: Session | None
    client: Client | None
    person: Person | None = None
    is_spent: bool = False
    token_expires_at: datetime | None = None
    clients_version: int | None = field(default=None, compare=False)


class GrantStore(Protocol):
    """Where grants and their tokens are kept. `idle` is how long a session lives without activity."""

    def add(self, grant: Grant) -> None:
        """Store a new grant."""
        ...

    def find_by_code(self, code_hash: str, now: datetime, idle: timedelta) -> Held | None:
        """Return the grant this code was made for, whatever state either is in; None for an unknown code."""
        ...

    def find_by_refresh(self, token_hash: str, now: datetime, idle: timedelta) -> Held | None:
        """Return the grant this refresh token belongs to, whatever state either is in; None for an unknown one.

        An expired token is unknown.
        """
        ...

    def find_by_access(self, token_hash: str, now: datetime, idle: timedelta) -> Held | None:
        """Return the grant of a live access token: not expired, not revoked, its client neither paused nor gone.

        The grant's scopes are those the token is good for.
        """
        ...

    def add_tokens(self, tokens: tuple[StoredToken, ...]) -> None:
        """Store tokens in one statement."""
        ...

    def revoke(self, grant_id: str, now: datetime) -> bool:
        """End the grant and all its tokens; return False when it had ended already."""
        ...

    def revoke_sessions(self, sids: Sequence[str], now: datetime) -> int:
        """End every grant made in the sessions but those that outlive them; return how many."""
        ...

    def revoke_offline(self, person_id: str, now: datetime) -> int:
        """End every grant of the person that outlives its session; return how many."""
        ...

    def list_offline(self, person_id: str, now: datetime) -> tuple[tuple[str, datetime], ...]:
        """Return the clients that hold a living grant of the person that outlives its session, and until when at most."""
        ...

    def revoke_consent(self, person_id: str, client_id: str, now: datetime) -> int:
        """End every grant of the person to the client; return how many."""
        ...

    def list_used(self, client_ids: Sequence[str]) -> frozenset[str]:
        """Return those of the clients that take part in a session, or have a grant that was not revoked."""
        ...

    def revoke_client(self, client_id: str, now: datetime) -> int:
        """End every grant made to the client; return how many."""
        ...
