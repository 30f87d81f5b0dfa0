"""Finds the client's keys that an authorization response is encrypted to, before there is one to encrypt."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from idp.oidc.authorization.request import AuthorizationRequest
from idp.oidc.authorization.response_mode import read_way
from idp.oidc.authorization.response_type import ID_TOKEN, asks_for
from idp.oidc.clients.client import Client
from idp.oidc.encrypting import Recipient, find_recipient
from idp.oidc.errors import ProtocolError
from idp.oidc.provider import Provider


@dataclass(frozen=True, slots=True)
class Recipients:
    """The keys that an ID token in the answer and the answer itself are encrypted to; None for what is not.

    `fault` says why the answer itself cannot be encrypted, though it must; empty when it can.
    """

    id_token: Recipient | None = None
    response: Recipient | None = None
    fault: str = ""


NO_RECIPIENTS: Final = Recipients()


def find_recipients(
    provider: Provider, asked: AuthorizationRequest, now: datetime
) -> tuple[AuthorizationRequest, Recipients]:
    """Return the request and the keys that its answer needs; having none for an ID token is a fault of the request.

    Nothing is read for a request whose answer holds nothing to encrypt. Never call it inside a unit of work.
    """
    has_token = asks_for(asked.response_type, ID_TOKEN)
    is_signed = read_way(asked).is_signed
    if not has_token and not is_signed:
        return asked, NO_RECIPIENTS
    with provider.read() as stores:
        client = provider.registry.find(stores, asked.client_id or "")
    if client is None:
        return asked, NO_RECIPIENTS
    recipients = find_response_key(provider, client, now) if is_signed else NO_RECIPIENTS
    if not has_token:
        return asked, recipients
    try:
        key = find_recipient(provider.outbound, client, client.id_token_encryption, now)
    except ProtocolError as error:
        return replace(asked, faults={**asked.faults, "response_type": error.description}), recipients
    return asked, replace(recipients, id_token=key)


def find_response_key(provider: Provider, client: Client, now: datetime) -> Recipients:
    """Return the key that the client's signed responses are encrypted to, or why there is none."""
    try:
        return Recipients(response=find_recipient(provider.outbound, client, client.response_encryption, now))
    except ProtocolError as error:
        return Recipients(fault=error.description)
