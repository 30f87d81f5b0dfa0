"""A relying party as it was registered, and where such records are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, Protocol, get_args

from idp.signing.key import Alg

AuthMethod = Literal["none", "client_secret_basic", "client_secret_post", "private_key_jwt"]
AUTH_METHODS: Final[tuple[AuthMethod, ...]] = get_args(AuthMethod)
SECRET_METHODS: Final = frozenset({"client_secret_basic", "client_secret_post"})

EXPECTED_ALG: Final[Alg] = "RS256"
"""What a library expects an ID token to be signed with that was told nothing (Dynamic Client Registration, section 2)."""

GrantType = Literal["authorization_code", "implicit", "refresh_token", "client_credentials"]
GRANT_TYPES: Final[tuple[GrantType, ...]] = get_args(GrantType)

ResponseType = Literal[
    "code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"
]
RESPONSE_TYPES: Final[tuple[ResponseType, ...]] = get_args(ResponseType)
"""Their words in this order; a request may write them in any (OAuth 2.0 Multiple Response Types, section 2)."""

SubjectType = Literal["public", "pairwise"]
SUBJECT_TYPES: Final[tuple[SubjectType, ...]] = get_args(SubjectType)
AccessTokenFormat = Literal["opaque", "jwt"]
ACCESS_TOKEN_FORMATS: Final[tuple[AccessTokenFormat, ...]] = get_args(AccessTokenFormat)
ENCRYPTION_ALGS: Final = ("RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW")
ENCRYPTION_ENCS: Final = ("A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM")
"""How what a client is told may be encrypted (RFC 7518, sections 4.1 and 5.1)."""

Profile = Literal["oidc", "swedish", "sweden_connect", "fapi2"]
PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)
ConsentRule = Literal["never", "once", "always"]
CONSENT_RULES: Final[tuple[ConsentRule, ...]] = get_args(ConsentRule)


@dataclass(frozen=True, slots=True)
class SecretHash:
    """A client secret's SHA-256 in hex, and when it stops working; None for one that never does.

    The newest stands first among a client's; it expires when the operator has said how long secrets live. `made_at` is
    None for one of a time when that was not kept.
    """

    sha256: str = field(repr=False)
    expires_at: datetime | None = None
    made_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Say whether it has not ended."""
        return self.expires_at is None or self.expires_at > now


@dataclass(frozen=True, slots=True)
class Encryption:
    """How what a client is told is encrypted to its key: JWE `alg` and `enc` (RFC 7518, sections 4.1 and 5.1)."""

    alg: str
    enc: str = "A128CBC-HS256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """What an administrator allows an application that registers itself: never more, however often it is changed."""

    service: str | None
    scopes: tuple[str, ...] = ("openid", "profile")
    claims: tuple[str, ...] = ()
    response_types: tuple[ResponseType, ...] = ("code",)
    allows_unsigned_requests: bool = False
    requires_pkce: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A relying party: who it is, where answers may go, how it proves itself, what it may ask for.

    It belongs to one service of the policy; None means the policy's `default_service`. `is_native` lets a
    loopback redirect URI use any port (RFC 8252, section 7.3). `scopes` and `claims` are the most it may ever be
    told; `sees_protected` is the reason why it sees protected people as they are, None when it does not.
    `purpose` and `legal_basis` are what people read about why, by language.

    `data_owner` is the part of the municipality that answers for the data, `contact` the address of whoever looks after
    the application. `owners` are the person_ids of those who may change it in the console.

    `api_scopes` are what it may ask for as itself, beside or without people, of the APIs that `audience` names.

    `profile` is what it is held to beyond OpenID Connect. `consent` is when people are asked before it is told about them.

    `response_alg` and `response_encryption` are for authorization responses inside a JWT, where a request asks for one.

    `claims_in_id_token` has the ID token tell what userinfo would, for a library that never asks there.

    `response_types` beyond code, `allows_unsigned_requests` and `may_introspect` are permissions that an administrator
    gives. `sector` is the host that pairwise subjects are made for. `registration_token` is the SHA-256 in hex of the
    token by which the client manages itself (RFC 7592), within its `permit`. `revision` counts its changes, so that none
    is made on top of one that nobody saw.
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
    api_scopes: tuple[str, ...] = ()
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
    response_types: tuple[ResponseType, ...] = ("code",)
    profile: Profile = "oidc"
    consent: ConsentRule = "never"
    subject_type: SubjectType = "public"
    sector: str | None = None
    sector_identifier_uri: str | None = None
    access_token_format: AccessTokenFormat = "opaque"  # noqa: S105 - a format's name
    audience: str | None = None
    may_introspect: bool = False
    claims_in_id_token: bool = False
    id_token_encryption: Encryption | None = None
    response_alg: Alg = "ES256"
    response_encryption: Encryption | None = None
    userinfo_alg: Alg | None = None
    userinfo_encryption: Encryption | None = None
    request_object_alg: str | None = None
    request_uris: tuple[str, ...] = ()
    allows_unsigned_requests: bool = False
    default_max_age: int | None = None
    requires_auth_time: bool = False
    default_acr_values: tuple[str, ...] = ()
    frontchannel_logout_uri: str | None = None
    frontchannel_logout_session_required: bool = False
    client_uri: str | None = None
    registration_token: str | None = field(default=None, repr=False)
    permit: Permit | None = None
    is_native: bool = False
    is_paused: bool = False
    requires_pkce: bool = True
    contact: str | None = None
    logo_uri: str | None = None
    policy_uri: str | None = None
    tos_uri: str | None = None
    owners: tuple[str, ...] = ()
    data_owner: str | None = None
    revision: int = 0

    @property
    def signs_people_in(self) -> bool:
        """Say whether people sign in to it; else it is a machine that acts only as itself."""
        return bool(self.response_types)


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

    def has_owner(self, person_id: str) -> bool:
        """Say whether some client names the person as an owner."""
        ...

    def add(self, client: Client) -> bool:
        """Store a new client; return False when there is one with its id."""
        ...

    def replace(self, client: Client) -> bool:
        """Store the client over the one with its id and revision, and raise that; return False when there is none.

        One conditional UPDATE: of two who change the same revision one is told so.
        """
        ...

    def remove(self, client_id: str) -> bool:
        """Forget the client; return False when there is none."""
        ...
