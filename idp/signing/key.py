"""One key of the provider's and where it stands in its life: published, used, kept for what was made with it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal, Protocol, get_args

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.jwk import ECKey, RSAKey

Alg = Literal["ES256", "RS256"]
ALGS: Final[tuple[Alg, ...]] = get_args(Alg)
"""The signature algorithms in use, the default first."""

Kind = Literal["ES256", "RS256", "RSA-OAEP"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""What there are keys for: signing, and opening what was encrypted to us (Swedish OpenID Connect Profile, section 2.2)."""

OPENS: Final[Kind] = "RSA-OAEP"

RSA_BITS: Final = 3072


class State(StrEnum):
    """Where a key stands. It is published in all three states, signs in one, and opens what it can in all."""

    NEXT = "next"
    ACTIVE = "active"
    RETIRED = "retired"


class Signer(Protocol):
    """A private half that is elsewhere: what it is called there, and how it signs."""

    @property
    def label(self) -> str: ...

    def sign(self, data: bytes) -> bytes:
        """Return the signature of a JWS signing input."""
        ...


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A private key with its public name, the algorithm it is for, and since when it has been in its state.

    `made_at` and `activated_at` are None for keys that are older than the note of them. With a `signer` the private half
    is elsewhere, and `key` is the public one.
    """

    kid: str
    alg: Kind
    state: State
    since: datetime
    key: ECKey | RSAKey = field(repr=False)
    made_at: datetime | None = None
    activated_at: datetime | None = None
    signer: Signer | None = field(default=None, repr=False)

    @property
    def use(self) -> Literal["sig", "enc"]:
        """What the key is for (RFC 7517, section 4.2)."""
        return "enc" if self.alg == OPENS else "sig"


def make_key(alg: Kind, state: State, now: datetime) -> OwnKey:
    """Return a new key: P-256 for ES256, 3072-bit RSA for the others; its kid is the RFC 7638 thumbprint."""
    key: ECKey | RSAKey = ECKey.generate_key("P-256") if alg == "ES256" else RSAKey.generate_key(RSA_BITS)
    activated_at = now if state is State.ACTIVE else None
    return OwnKey(key.thumbprint(), alg, state, now, key, made_at=now, activated_at=activated_at)


def read_key(alg: Kind, pem: bytes) -> ECKey | RSAKey:
    """Return the private key in a PEM file of ours. Raises ValueError when it is not a key for `alg`.

    The primes of an RSA key were tested when it was made; testing them again takes longer than all else at start.
    """
    if alg == "ES256":
        return ECKey.import_key(pem)
    native = load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(native, RSAPrivateKey):
        raise ValueError("not an RSA key")
    return RSAKey.import_key(native)
