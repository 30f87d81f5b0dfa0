"""Every key pair of the provider, held as key objects and found by kid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.signing.key import Alg, OwnKey, State


class NoActiveKey(LookupError):
    """The keyring has no key to sign with: the keys folder is incomplete."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys in all their states. A kid is an exact name in our own table, never a path or a URL."""

    keys: tuple[OwnKey, ...]

    def active(self, alg: Alg) -> OwnKey:
        """Return the key that signs with `alg`; raise NoActiveKey when there is none."""
        for key in self.keys:
            if key.alg == alg and key.state is State.ACTIVE:
                return key
        raise NoActiveKey(alg)

    def find(self, kid: str) -> OwnKey | None:
        """Return the key of this name in any state; None when there is none."""
        return next((key for key in self.keys if key.kid == kid), None)

    def find_opener(self, kid: str | None) -> OwnKey | None:
        """Return the key that opens what was encrypted to this name, or to none; None when there is no such key."""
        openers = [key for key in self.keys if key.use == "enc" and (key.kid == kid or kid is None)]
        return min(openers, key=lambda key: key.state is not State.ACTIVE, default=None)

    def public_jwks(self) -> Mapping[str, Any]:
        """Return the JSON Web Key Set: the public half of every key, so that none is used before it is known."""
        return {"keys": [build_public_jwk(key) for key in self.keys]}


def build_public_jwk(key: OwnKey) -> dict[str, Any]:
    """Return the public half with kid, alg and use (RFC 7517, section 4)."""
    public = key.key.as_dict(private=False)
    return {**public, "kid": key.kid, "alg": key.alg, "use": key.use}
