"""Encrypts what a client is told to a key of its own (OpenID Connect Core 1.0, sections 2 and 5.3.2; RFC 7516)."""

from datetime import datetime

from joserfc import jwe
from joserfc.jwk import ECKey, RSAKey

from idp.oidc.clients.client import ENCRYPTION_ALGS, ENCRYPTION_ENCS, Client, Encryption
from idp.oidc.clients.keys import NoKey, find_encryption_key
from idp.oidc.errors import ProtocolError
from idp.oidc.outbound import Outbound

Recipient = ECKey | RSAKey
"""A client's public key."""

REGISTRY = jwe.JWERegistry(algorithms=[*ENCRYPTION_ALGS, *ENCRYPTION_ENCS])


def find_recipient(
    outbound: Outbound, client: Client, encryption: Encryption | None, now: datetime
) -> Recipient | None:
    """Return the key to encrypt to; None for what is not encrypted for this client.

    Raises ProtocolError when the client has no such key: nothing is ever sent in clear instead. Never call it inside a
    unit of work: the client's keys may have to be fetched.
    """
    if encryption is None:
        return None
    try:
        return find_encryption_key(outbound, client, encryption.alg, now)
    except NoKey as error:
        raise ProtocolError(
            "invalid_request",
            f"the client has no public key to encrypt to with {encryption.alg}: publish one with use enc",
            detail=str(error),
        ) from error


def encrypt_token(token: str, encryption: Encryption | None, recipient: Recipient | None) -> str:
    """Return the signed JWT, inside a JWE when there is a recipient: signed first, then encrypted."""
    if encryption is None or recipient is None:
        return token
    return encrypt(token.encode(), encryption, recipient, cty="JWT")


def encrypt(content: bytes, encryption: Encryption, recipient: Recipient, *, cty: str | None = None) -> str:
    """Return the content as a compact JWE whose header names the recipient's key, if that has a name."""
    header = {"alg": encryption.alg, "enc": encryption.enc, "cty": cty, "kid": recipient.kid}
    protected = {name: value for name, value in header.items() if value is not None}
    return jwe.encrypt_compact(protected, content, recipient, registry=REGISTRY)
