"""What a client's key set must fulfil: public EC or RSA keys of sound size, and nothing private."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from idp.nesting import is_deeper

MIN_RSA_BITS: Final = 2048
MAX_KEYS: Final = 20
MAX_LEVELS: Final = 5
"""A key set, its keys, each key, and a list in one; what has more could be stored here and not be read there."""
PRIVATE_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


def find_jwks_faults(jwks: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a key set, in words for the one who registers it."""
    if is_deeper(jwks, MAX_LEVELS):
        yield f"jwks: a key set has at most {MAX_LEVELS} levels"
        return
    keys = jwks.get("keys")
    if not isinstance(keys, list) or not 0 < len(keys) <= MAX_KEYS:
        yield f"jwks: write a JSON Web Key Set with 1 to {MAX_KEYS} keys in its member keys"
        return
    if any(PRIVATE_MEMBERS & set(key) for key in keys if isinstance(key, dict)):
        yield "jwks: holds private or symmetric key material; register the public half alone"
        return
    try:
        imported = KeySet.import_key_set({"keys": keys}).keys
    except (JoseError, ValueError, TypeError, KeyError):
        yield "jwks: holds a key that cannot be read"
        return
    for key in imported:
        if not isinstance(key, ECKey | RSAKey):
            yield f"jwks: a key of type {key.key_type} cannot be used; use EC or RSA"
        elif isinstance(key, RSAKey) and key.public_key.key_size < MIN_RSA_BITS:
            yield f"jwks: an RSA key needs {MIN_RSA_BITS} bits or more"
