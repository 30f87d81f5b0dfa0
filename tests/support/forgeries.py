"""Every forgery of a JSON Web Token that other providers have fallen for, by name."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey


def write(value: bytes) -> str:
    """Return bytes in base64url without padding."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def segment(value: Any) -> str:
    """Return JSON in base64url without padding."""
    return write(json.dumps(value).encode())


@dataclass(frozen=True)
class Genuine:
    """A token that `key` signed with ES256 under the name `kid`."""

    key: ECKey
    kid: str
    claims: dict[str, Any]

    def with_header(self, **header: Any) -> str:
        """Return the token with another header over its own body and signature."""
        _, body, signature = self.sign(self.key).split(".")
        return f"{segment(header)}.{body}.{signature}"

    def sign(self, key: ECKey, **header: Any) -> str:
        """Return the claims signed with a key."""
        return jwt.encode({"alg": "ES256", "kid": self.kid, **header}, self.claims, key, algorithms=["ES256"])

    def with_public_key_as_secret(self, secret: bytes) -> str:
        """Return the claims with an HMAC whose secret is the public key in some spelling."""
        signing_input = f"{segment({'alg': 'HS256', 'kid': self.kid, 'typ': 'JWT'})}.{segment(self.claims)}"
        return f"{signing_input}.{write(hmac.digest(secret, signing_input.encode(), 'sha256'))}"

    def unsigned(self, alg: str) -> str:
        """Return the claims with no signature."""
        return f"{segment({'alg': alg, 'kid': self.kid, 'typ': 'JWT'})}.{segment(self.claims)}."


OWN = ECKey.generate_key("P-256")
"""The attacker's key."""

FORGERIES: dict[str, Callable[[Genuine], str]] = {
    "alg none": lambda token: token.unsigned("none"),
    "alg None": lambda token: token.unsigned("None"),
    "alg noNE": lambda token: token.unsigned("noNE"),
    "alg empty": lambda token: token.unsigned(""),
    "public key as secret, PEM": lambda token: token.with_public_key_as_secret(
        token.key.as_pem(private=False)
    ),
    "public key as secret, DER": lambda token: token.with_public_key_as_secret(
        token.key.as_der(private=False)
    ),
    "public key as secret, JWK": lambda token: token.with_public_key_as_secret(
        json.dumps(token.key.as_dict(private=False)).encode()
    ),
    "own key under the right kid": lambda token: token.sign(OWN),
    "own key in the header": lambda token: token.sign(OWN, jwk=OWN.as_dict(private=False)),
    "own key, unknown kid": lambda token: token.sign(OWN, kid="mine"),
    "kid as a path": lambda token: token.sign(OWN, kid="../../dev/null"),
    "kid as SQL": lambda token: token.sign(OWN, kid="' OR 1=1"),
    "kid as a list": lambda token: token.with_header(alg="ES256", kid=["k"]),
    "unknown crit": lambda token: token.with_header(alg="ES256", kid=token.kid, crit=["x"], x=1),
    "jku instead of kid": lambda token: token.with_header(alg="ES256", jku="https://evil.test/jwks"),
    "another algorithm": lambda token: token.with_header(alg="ES384", kid=token.kid),
    "zip": lambda token: token.with_header(alg="ES256", kid=token.kid, zip="DEF"),
    "a header that is a list": lambda token: f"{segment([])}.{segment(token.claims)}.AAAA",
    "a header of 10 kB": lambda token: f"{'A' * 10_000}.{segment(token.claims)}.AAAA",
    "a token of 40 kB": lambda token: token.with_header(alg="ES256", kid="x" * 30_000),
    "a body that is a list": lambda token: (
        f"{segment({'alg': 'ES256', 'kid': token.kid})}.{segment([])}.AAAA"
    ),
    "a body of brackets": lambda token: (
        f"{segment({'alg': 'ES256', 'kid': token.kid})}.{write(b'[' * 5000)}.AAAA"
    ),
    "no signature": lambda token: token.sign(token.key).rpartition(".")[0] + ".",
    "two dots more": lambda token: token.sign(token.key) + "..",
    "not base64": lambda token: "!.!.!",
}
