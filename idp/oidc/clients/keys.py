"""A client's public keys: those registered, or those it publishes at its jwks_uri.

What it publishes is judged as what it registers, each time: no private half, sound sizes, EC or RSA. `jku`, `jwk`, `x5u`
and `x5c` of a token are never looked at (RFC 8725, section 3.10).
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from idp.delivery.fetch import FetchFailed
from idp.oidc.clients.client import Client
from idp.oidc.clients.profiles import may_sign_by
from idp.oidc.outbound import FRESH, LIFE, Outbound
from idp.oidc.registration.jwks_rules import find_jwks_faults

ALGS_OF_KEY: Final[Mapping[str, tuple[str, ...]]] = {
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "RSA": ("RS256", "PS256"),
}
"""The key decides the algorithm (RFC 8725, section 3.1)."""

CLIENT_ALGS: Final = tuple(alg for algs in ALGS_OF_KEY.values() for alg in algs)
"""What a client may sign with."""


class NoKey(ValueError):
    """The client has no such key. The message says why and repeats nothing that was sent."""


def find_key(outbound: Outbound, client: Client, header: Mapping[str, Any], now: datetime) -> ECKey | RSAKey:
    """Return the client's key that a JOSE header names, or the only one that fits when it names none.

    When what the client publishes does not hold the key, it is fetched again, every twenty seconds at most: so a
    client may change its keys without telling anyone. Raises NoKey. Never call it inside a unit of work.
    """
    kid, alg = header.get("kid"), header.get("alg")
    if isinstance(alg, str) and not may_sign_by(client, alg):
        raise NoKey(f"the client's profile does not sign by {alg}")
    for max_age in (LIFE, FRESH) if client.jwks is None and client.jwks_uri else (LIFE,):
        fitting = [
            key
            for key in load_keys(outbound, client, now, max_age)
            if (kid is None or key.kid == kid) and key.get("use") != "enc" and alg in algs_of(key)
        ]
        if len(fitting) == 1:
            return fitting[0]
    raise NoKey("no registered key of this kid")


def find_encryption_key(outbound: Outbound, client: Client, alg: str, now: datetime) -> ECKey | RSAKey:
    """Return the first of the client's keys that something can be encrypted to by this JWE algorithm.

    A key marked for encryption comes before one without a mark. Raises NoKey. Never call it inside a unit of work.
    """
    fitting = [key for key in load_keys(outbound, client, now, LIFE) if can_encrypt(key, alg)]
    if not fitting:
        raise NoKey("no key to encrypt to")
    return min(fitting, key=lambda key: key.get("use") != "enc")


def can_encrypt(key: ECKey | RSAKey, alg: str) -> bool:
    """Say whether something can be encrypted to the key by this JWE algorithm."""
    wanted = RSAKey if alg.startswith("RSA") else ECKey
    return isinstance(key, wanted) and key.get("use") != "sig" and key.get("alg") in (None, alg)


def load_keys(
    outbound: Outbound, client: Client, now: datetime, max_age: timedelta
) -> tuple[ECKey | RSAKey, ...]:
    """Return all the client's keys; none when it has neither keys nor an address of them. Raises NoKey."""
    if client.jwks is not None:
        return tuple(read_keys(client.jwks))
    if client.jwks_uri is None:
        return ()
    try:
        document = json.loads(outbound.get(client.jwks_uri, now, max_age=max_age))
    except FetchFailed as failure:
        raise NoKey(f"jwks_uri: {failure.reason}") from None
    except (ValueError, RecursionError):
        raise NoKey("jwks_uri: not JSON") from None
    published = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(published, list):
        raise NoKey("jwks_uri: not a key set")
    usable = {"keys": [key for key in published if isinstance(key, dict) and key.get("kty") in ("EC", "RSA")]}
    if any(find_jwks_faults(usable)):
        raise NoKey("jwks_uri: not a sound key set")
    return tuple(read_keys(usable))


def read_keys(jwks: Mapping[str, Any]) -> Iterator[ECKey | RSAKey]:
    """Yield the EC and RSA keys of a set."""
    try:
        imported = KeySet.import_key_set({"keys": list(jwks.get("keys", ()))}).keys
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NoKey("a key cannot be read") from error
    yield from (key for key in imported if isinstance(key, ECKey | RSAKey))


def algs_of(key: ECKey | RSAKey) -> tuple[str, ...]:
    """Return the algorithms that what the key signed may state."""
    return ALGS_OF_KEY.get(key.curve_name if isinstance(key, ECKey) else "RSA", ())
