"""Signs and verifies our own JSON Web Tokens. Each kind has its own `typ` and is good for nothing else."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import extract_compact

from idp.signing.key import OwnKey, Signer
from idp.signing.keyring import Keyring

MAX_TOKEN_CHARACTERS: Final = 16_384


class NotOurToken(Exception):
    """The text is no token of this kind signed by us. The message says why and repeats nothing of it."""


def sign(key: OwnKey, typ: str, claims: Mapping[str, Any]) -> str:
    """Return the claims as a signed compact JWT; its header holds alg, kid and typ alone."""
    header = {"alg": key.alg, "kid": key.kid, "typ": typ}
    if key.signer is not None:
        return sign_elsewhere(key.signer, header, claims)
    return jwt.encode(header, dict(claims), key.key, algorithms=[key.alg])


def sign_elsewhere(signer: Signer, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """Return the same, signed where the private half is (RFC 7515, section 7.1). Raises what the signer raises."""
    text = f"{write_part(dump(header))}.{write_part(dump(claims))}"
    return f"{text}.{write_part(signer.sign(text.encode()))}"


def dump(members: Mapping[str, Any]) -> bytes:
    """Return compact JSON."""
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def write_part(raw: bytes) -> str:
    """Return bytes in base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def verify(keyring: Keyring, typ: str, token: str) -> dict[str, Any]:
    """Return the claims of a token that we signed; times are not judged. Raises NotOurToken.

    The kid picks the key and the key decides the algorithm; the header's must agree (RFC 8725, section 3.1).
    """
    if len(token) > MAX_TOKEN_CHARACTERS or not token.isascii():
        raise NotOurToken("too long or not ASCII")
    try:
        key = keyring.find(str(extract_compact(token.encode()).headers().get("kid")))
        if key is None or key.use != "sig":
            raise NotOurToken("signed with no key of ours")
        decoded = jwt.decode(token, key.key, algorithms=[key.alg])
    except (JoseError, ValueError) as error:
        raise NotOurToken(type(error).__name__) from error
    if decoded.header.get("typ") != typ:
        raise NotOurToken("another kind of token")
    return dict(decoded.claims)
