"""A relying party as it was registered, and where such records are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, Protocol, get_args

from idp.signing.key import Alg

AuthMethod = Literal["none", "client_secret_basic", "client_secret_post", "private_key_jwt"]
AUTH_METHODS: Final[tuple[AuthMethod, ...]] = get_args(AuthMethod)

GrantType = Literal["authorization_code", "refresh_token"]
GRANT_TYPES: Final[tuple[GrantType, ...]] = get_args(GrantType)


@dataclass(frozen=True, slots=True)
class SecretHash:
    """A client secret's SHA-256 in hex, and when a rotated one stops working; None while it is the newest."""

    sha256: str = field(repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A relying party: who it is, where answers may go, how it proves itself, what it may ask for.

    It belongs to one service of the policy; None means the policy's `default_service`. `is_native` lets a
    loopback redirect URI use any port (RFC 8252, section 7.3). `scopes` and `claims` are the most it may ever be
    told; `sees_protected` is the reason why it sees protected people as they are, None when it does not.
    `purpose` and `legal_basis` are what people read about why, by language.
    """

    client_id: str
    name: str
    service: str | None
    redirect_uris: tuple[str, ...]
    auth_method: AuthMethod
    created_at: datetime
    grant_types: tuple[GrantType, ...] = ("authorization_code",)
    scopes: tuple[str, ...] = ("openid", "profile")
    claims: tuple[str, ...] = ()
    sees_protected: str | None = None
    purpose: Mapping[str, str] = field(default_factory=dict)
    legal_basis: Mapping[str, str] = field(default_factory=dict)
    id_token_alg: Alg = "ES256"  # noqa: S105 - an algorithm's name
    secrets: tuple[SecretHash, ...] = ()
    jwks: Mapping[str, Any] | None = None
    jwks_uri: str | None = None
    post_logout_redirect_uris: tuple[str, ...] = ()
    backchannel_logout_uri: str | None = None
    backchannel_logout_session_required: bool = False
    initiate_login_uri: str | None = None
    is_native: bool = False
    is_paused: bool = False
    requires_pkce: bool = True
    contact: str | None = None
    logo_uri: str | None = None
    policy_uri: str | None = None
    tos_uri: str | None = None


class ClientStore(Protocol):
    """Where registrations are kept. Every change raises `version` by one in the same transaction."""

    def version(self) -> int:
        """Return the number of changes made to all registrations so far."""
        ...

    def find(self, client_id: str) -> Client | None:
        """Return the client, paused or not; None when there is none."""
        ...

    def list(self) -> tuple[Client, ...]:
        """Return every client, oldest first."""
        ...

    def add(self, client: Client) -> None:
        """Store a new client."""
        ...

    def replace(self, client: Client) -> bool:
        """Store the client over the one with its id; return False when there is none."""
        ...

    def remove(self, client_id: str) -> bool:
        """Forget the client; return False when there is none."""
        ...
