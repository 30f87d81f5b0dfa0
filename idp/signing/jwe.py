"""Opens what was encrypted to us (RFC 7516)."""

import base64
import json
from typing import Any, Final

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwe import JWERegistry

from idp.signing.key import OPENS
from idp.signing.keyring import Keyring

OPENED_ENCS: Final = ("A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512")
REGISTRY: Final = JWERegistry(algorithms=[OPENS, *OPENED_ENCS])
PARTS: Final = 5


class NotForUs(Exception):
    """The text is nothing that was encrypted to one of our keys. The message says why and repeats nothing of it."""


def is_encrypted(token: str) -> bool:
    """Say whether the text has the five parts of a compact JWE."""
    return token.count(".") == PARTS - 1


def read_header(token: str) -> dict[str, Any]:
    """Return the protected header, which nothing has proved yet. Raises ValueError."""
    first = token.partition(".")[0]
    header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    if not isinstance(header, dict):
        raise ValueError("not a JSON object")
    return header


def decrypt(keyring: Keyring, token: str) -> str:
    """Return what is inside a compact JWE. Raises NotForUs.

    A compressed one is refused: a short text could become one that fills the memory (RFC 8725, section 3.6).
    """
    try:
        header = read_header(token)
        kid = header.get("kid")
        key = keyring.find_opener(kid if isinstance(kid, str) else None)
        if "zip" in header:
            raise NotForUs("it is compressed")
        if key is None:
            raise NotForUs("encrypted to no key of ours")
        opened = jwe.decrypt_compact(token, key.key, registry=REGISTRY).plaintext
        return (opened or b"").decode("ascii")
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotForUs(type(error).__name__) from error
