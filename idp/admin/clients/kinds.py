"""The kinds of applications there are, and the settings that are safe for each, with the reason of each setting.

A kind proposes; what is registered in the end is judged by the same rules as everything else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.oidc.clients.client import EXPECTED_ALG, AuthMethod, Client, GrantType


class Kind(StrEnum):
    """What kind of application it is."""

    WEB = "web"
    SINGLE_PAGE = "single_page"
    NATIVE = "native"
    MACHINE = "machine"


class Proof(StrEnum):
    """How a server can prove which application it is."""

    SECRET = "secret"  # noqa: S105 - a way to prove
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the form asks. A field that its kind does not have is empty."""

    kind: Kind
    name: str
    service: str | None = None
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    backchannel_logout_uri: str | None = None
    initiate_login_uri: str | None = None
    proof: Proof = Proof.SECRET
    jwks_uri: str | None = None
    stays_signed_in: bool = False
    scopes: tuple[str, ...] = ("openid", "profile")
    audience: str | None = None
    api_scopes: tuple[str, ...] = ()
    purpose: str = ""
    legal_basis: str = ""
    data_owner: str | None = None
    contact: str | None = None
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One proposed setting: the field, its value as it is written, and the name of the reason."""

    field: str
    value: str
    reason: str


def build_client(answers: Answers, now: datetime) -> Client:
    """Return the application with what its kind proposes."""
    is_machine = answers.kind is Kind.MACHINE
    return Client(
        client_id="",
        name=answers.name.strip(),
        service=None if is_machine else answers.service,
        redirect_uris=() if is_machine else answers.redirect_uris,
        auth_method=choose_method(answers),
        created_at=now,
        id_token_alg=EXPECTED_ALG,
        response_alg=EXPECTED_ALG,
        grant_types=tuple(list_grants(answers)),
        response_types=() if is_machine else ("code",),
        scopes=() if is_machine else answers.scopes,
        is_native=answers.kind is Kind.NATIVE,
        jwks_uri=answers.jwks_uri if proves_by_key(answers) else None,
        post_logout_redirect_uris=() if is_machine else answers.post_logout_redirect_uris,
        backchannel_logout_uri=answers.backchannel_logout_uri if answers.kind is Kind.WEB else None,
        initiate_login_uri=None if is_machine else answers.initiate_login_uri,
        audience=answers.audience if is_machine else None,
        api_scopes=answers.api_scopes if is_machine else (),
        access_token_format="jwt" if is_machine and answers.audience else "opaque",
        purpose={"sv": answers.purpose.strip()} if answers.purpose.strip() else {},
        legal_basis={"sv": answers.legal_basis.strip()} if answers.legal_basis.strip() else {},
        data_owner=answers.data_owner,
        contact=answers.contact,
        owners=answers.owners,
    )


def choose_method(answers: Answers) -> AuthMethod:
    """Return how the application proves itself: a program that people hold in their hands keeps no secret."""
    if answers.kind in {Kind.SINGLE_PAGE, Kind.NATIVE}:
        return "none"
    return "private_key_jwt" if answers.proof is Proof.KEY else "client_secret_basic"


def proves_by_key(answers: Answers) -> bool:
    """Say whether the application proves itself by a key."""
    return choose_method(answers) == "private_key_jwt"


def list_grants(answers: Answers) -> Iterator[GrantType]:
    """Yield the ways in which the application gets tokens."""
    if answers.kind is Kind.MACHINE:
        yield "client_credentials"
        return
    yield "authorization_code"
    if answers.kind is Kind.WEB and answers.stays_signed_in:
        yield "refresh_token"


def list_proposed(client: Client, kind: Kind) -> Iterator[Setting]:
    """Yield what is proposed for the kind, each with its reason: what somebody reads before they register it."""
    yield Setting("auth_method", client.auth_method, f"auth_method.{client.auth_method}")
    yield Setting("grant_types", ", ".join(client.grant_types), f"grant_types.{kind.value}")
    if kind is Kind.MACHINE:
        yield Setting("access_token_format", client.access_token_format, "access_token_format")
        return
    yield Setting("response_types", ", ".join(client.response_types), "response_types")
    yield Setting("pkce", "S256", "pkce")
    yield Setting("scopes", " ".join(client.scopes), "scopes")
    yield Setting("id_token_alg", client.id_token_alg, "id_token_alg")
    if kind is Kind.NATIVE:
        yield Setting("is_native", "127.0.0.1", "is_native")
    if kind is Kind.WEB and client.backchannel_logout_uri is None:
        yield Setting("backchannel_logout_uri", "–", "backchannel_logout_uri")
