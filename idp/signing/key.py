"""One signing key and where it stands in its life: published, used, kept for verification."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal, get_args

from joserfc.jwk import ECKey, RSAKey

Alg = Literal["ES256", "RS256"]
ALGS: Final[tuple[Alg, ...]] = get_args(Alg)
"""The signature algorithms in use, the default first."""

RSA_BITS: Final = 3072


class State(StrEnum):
    """Where a key stands. It is published in all three states, and signs in one."""

    NEXT = "next"
    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its public name, the algorithm it is for, and since when it has been in its state."""

    kid: str
    alg: Alg
    state: State
    since: datetime
    key: ECKey | RSAKey = field(repr=False)


def make_key(alg: Alg, state: State, now: datetime) -> SigningKey:
    """Return a new key: P-256 for ES256, 3072-bit RSA for RS256; its kid is the RFC 7638 thumbprint."""
    key: ECKey | RSAKey = ECKey.generate_key("P-256") if alg == "ES256" else RSAKey.generate_key(RSA_BITS)
    return SigningKey(key.thumbprint(), alg, state, now, key)


def read_key(alg: Alg, pem: bytes) -> ECKey | RSAKey:
    """Return the private key in a PEM file. Raises ValueError when it is not a key for `alg`."""
    return ECKey.import_key(pem) if alg == "ES256" else RSAKey.import_key(pem)
