"""Finds out which client calls: exactly one method a request, and the one it is registered with (RFC 9700, 2.5).

A secret is a secret in the header and in the form (decision 60).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from idp.audit.events import Event, Tag
from idp.oidc.clients.assertion import (
    ASSERTION_TYPE,
    BadAssertion,
    check_assertion,
    read_client_id,
    read_header,
)
from idp.oidc.clients.basic_credentials import BadCredentials, has_basic, read_basic
from idp.oidc.clients.client import SECRET_METHODS, AuthMethod, Client
from idp.oidc.clients.keys import NoKey, find_key
from idp.oidc.clients.registry import Recalled
from idp.oidc.clients.wrong_method import WrongMethod, refuse_method
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Request
from idp.oidc.provider import Provider
from idp.oidc.stores import OidcStores

TOO_OFTEN: Final = ProtocolError(
    "temporarily_unavailable",
    "client authentication failed too often from this address; mend the credentials and wait a minute",
    status=429,
)
COMPARE: Final = (
    "compare client_id and its secret or key with what is registered; the provider's event log says why"
)
LONGEST_NAME: Final = 64
"""Characters of a client_id that failures are counted by; ours are shorter."""

ASSERTION_PARAMETERS: Final = frozenset({"client_assertion", "client_assertion_type"})


Look = Callable[[OidcStores], int | None]
"""Reads something else with the same statement as the clients' version, which it returns; None when it found neither."""


def see_nothing(_: OidcStores) -> int | None:
    """Read nothing else."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who the caller says it is, by which method, and its proof: a secret, an assertion, or nothing."""

    method: AuthMethod
    client_id: str
    proof: str = field(default="", repr=False)


def authenticate_client(
    provider: Provider,
    request: Request,
    form: Mapping[str, str],
    now: datetime,
    look: Look = see_nothing,
) -> Client:
    """Return the client that the Authorization header or the form proves.

    Opens units of work of its own. Raises ProtocolError `invalid_client`, recorded in the audit trail, and
    `invalid_request` for more than one method. Whoever has failed too often as this client from this address is told
    to wait, right or wrong: nothing is looked at, and nothing recorded. `look` is not called for an assertion, whose keys
    may have to be fetched: what was read before would be old by then.
    """
    try:
        credentials = read_credentials(request.headers.get("authorization", ""), form)
    except (BadCredentials, BadAssertion) as error:
        raise refuse_proof(provider, request, "", error, now) from error
    if provider.strikes.is_out(name_caller(provider, request, credentials.client_id), now):
        raise TOO_OFTEN
    try:
        with provider.read() as stores:
            version = None if credentials.method == "private_key_jwt" else look(stores)
            client = provider.registry.find(stores, credentials.client_id, version)
        check_proof(provider, client, credentials, f"{provider.issuer}{request.path}", now)
    except (BadCredentials, BadAssertion, NoKey) as error:
        raise refuse_proof(provider, request, credentials.client_id, error, now) from error
    if client is None:
        raise ValueError("an unknown client proved itself")
    return client


def recall_client(
    provider: Provider, request: Request, form: Mapping[str, str], now: datetime
) -> Recalled | None:
    """Return the client as it was read last, when the secret is right.

    None for anything else, of which nothing is counted or recorded: what was read last may be old.
    """
    try:
        credentials = read_credentials(request.headers.get("authorization", ""), form)
        recalled = provider.registry.recall(credentials.client_id)
        caller = name_caller(provider, request, credentials.client_id)
        if (
            recalled is None
            or credentials.method not in SECRET_METHODS
            or provider.strikes.is_out(caller, now)
        ):
            return None
        check_proof(provider, recalled.client, credentials, "", now)
    except (ProtocolError, BadCredentials, BadAssertion):
        return None
    return recalled


def read_credentials(authorization: str, form: Mapping[str, str]) -> Credentials:
    """Return what the request presents. Raises ProtocolError for more than one method, else BadCredentials."""
    presented = [has_basic(authorization), "client_secret" in form, not ASSERTION_PARAMETERS.isdisjoint(form)]
    if sum(presented) > 1:
        raise ProtocolError("invalid_request", "use one client authentication method, not several")
    credentials = read_presented(presented, authorization, form)
    if form.get("client_id", credentials.client_id) != credentials.client_id:
        raise BadCredentials("client_id is another than the one that is proved")
    if not (credentials.client_id.isascii() and credentials.client_id.isprintable()):
        raise BadCredentials("client_id is none of ours")
    return credentials


def read_presented(presented: list[bool], authorization: str, form: Mapping[str, str]) -> Credentials:
    """Return the credentials of the one method that is presented."""
    uses_basic, uses_post, uses_assertion = presented
    if uses_basic:
        return Credentials("client_secret_basic", *read_basic(authorization))
    if uses_assertion:
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            raise BadCredentials("client_assertion_type is unknown")
        assertion = form.get("client_assertion", "")
        return Credentials("private_key_jwt", read_client_id(assertion), assertion)
    if uses_post:
        return Credentials("client_secret_post", form.get("client_id", ""), form["client_secret"])
    return Credentials("none", form.get("client_id", ""))


def check_proof(
    provider: Provider, client: Client | None, credentials: Credentials, token_endpoint: str, now: datetime
) -> None:
    """Refuse an unknown client, another method than the registered one, and a wrong proof."""
    if client is None:
        raise BadCredentials("unknown client")
    if (
        client.auth_method != credentials.method
        and not {client.auth_method, credentials.method} <= SECRET_METHODS
    ):
        raise refuse_method(client.auth_method, credentials.method)
    if credentials.method == "private_key_jwt":
        endpoints = frozenset({token_endpoint})
        key = find_key(provider.outbound, client, read_header(credentials.proof), now)
        assertion = check_assertion(credentials.proof, client, key, provider.issuer, endpoints, now)
        jti_hash = sha256(assertion.jti.encode()).hexdigest()
        with provider.begin() as stores:
            if not stores.assertions.use(client.client_id, jti_hash, assertion.expires_at):
                raise BadAssertion("the assertion has been used before")
    elif credentials.method != "none" and not is_secret_right(client, credentials.proof, now):
        raise BadCredentials("wrong secret")


def is_secret_right(client: Client, secret: str, now: datetime) -> bool:
    """Say whether the secret is one of the client's, compared in constant time."""
    presented = sha256(secret.encode()).hexdigest()
    valid = [one.sha256 for one in client.secrets if one.works(now)]
    return any(compare_digest(presented, one) for one in valid)


def refuse_proof(
    provider: Provider, request: Request, client_id: str, error: Exception, now: datetime
) -> ProtocolError:
    """Count and record that a caller could not prove to be a client, and return what it is told.

    What it presented is not repeated. A caller that is out is not recorded: its failures would fill the trail.
    """
    caller = name_caller(provider, request, client_id)
    if provider.strikes.is_out(caller, now):
        return TOO_OFTEN
    provider.strikes.add(caller, now)
    with provider.begin() as stores:
        stores.audit.record(Event(Tag.CLIENT_AUTHENTICATION_FAILED, now, outcome=str(error)))
    remedy = error.remedy if isinstance(error, WrongMethod) else COMPARE
    return ProtocolError(
        "invalid_client", f"client authentication failed: {remedy}", status=401, detail=str(error)
    )


def name_caller(provider: Provider, request: Request, client_id: str) -> str:
    """Return what failures are counted by: a client from an address, so that nobody can lock another's client out."""
    return f"{provider.origin.find(request)} {client_id[:LONGEST_NAME]}"
