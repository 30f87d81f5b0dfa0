"""Signs and verifies our own JSON Web Tokens. Each kind has its own `typ` and is good for nothing else."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwa import JWSAlgModel
from joserfc.jws import default_registry, extract_compact

from idp.signing.key import ALGS, OwnKey
from idp.signing.keyring import Keyring

MAX_TOKEN_CHARACTERS: Final = 16_384

ALGORITHMS: Final[Mapping[str, JWSAlgModel]] = {name: default_registry.get_alg(name) for name in ALGS}
"""What signs with a key that is here, by the key's own algorithm."""


class NotOurToken(Exception):
    """The text is no token of this kind signed by us. The message says why and repeats nothing of it."""


def sign(key: OwnKey, typ: str, claims: Mapping[str, Any]) -> str:
    """Return the claims as a signed compact JWT (RFC 7515, section 7.1); its header holds alg, kid and typ alone.

    Raises what a signer that is elsewhere raises.
    """
    text = f"{write_header(key.alg, key.kid, typ)}.{write_part(msgspec.json.encode(claims))}"
    data = text.encode()
    signature = ALGORITHMS[key.alg].sign(data, key.key) if key.signer is None else key.signer.sign(data)
    return f"{text}.{write_part(signature)}"


@lru_cache(maxsize=64)
def write_header(alg: str, kid: str, typ: str) -> str:
    """Return the header as it is sent, the same for every token of a kind."""
    return write_part(msgspec.json.encode({"alg": alg, "kid": kid, "typ": typ}))


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
