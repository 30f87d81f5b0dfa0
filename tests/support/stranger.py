"""A relying party that knows an issuer and nothing else, built on plain requests and cryptography.

Nothing of the provider's own code is used to judge what the provider says.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Discovered:
    """What a provider says of itself, fetched from the issuer alone."""

    metadata: dict[str, Any]
    keys: dict[str, dict[str, str]]

    def __getitem__(self, name: str) -> str:
        endpoint: str = self.metadata[name]
        return endpoint

    def read(self, token: str, alg: str) -> dict[str, Any]:
        """Return the claims of a token that a published key signed with the algorithm; fail for any other."""
        head, body, signature = token.split(".")
        header = json.loads(decode(head))
        assert header["alg"] == alg
        check_signature(self.keys[header["kid"]], f"{head}.{body}".encode(), decode(signature))
        claims: dict[str, Any] = json.loads(decode(body))
        assert claims["iss"] == self.metadata["issuer"]
        return claims

    def userinfo(self, access_token: str) -> requests.Response:
        """Ask who the token is about."""
        header = {"Authorization": f"Bearer {access_token}"}
        return requests.get(self["userinfo_endpoint"], headers=header, timeout=TIMEOUT_SECONDS)


def discover(issuer: str) -> Discovered:
    """Fetch the metadata and the keys of an issuer."""
    found = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=TIMEOUT_SECONDS)
    assert found.headers["Content-Type"] == "application/json"
    metadata = found.json()
    assert metadata["issuer"] == issuer
    keys = requests.get(metadata["jwks_uri"], timeout=TIMEOUT_SECONDS).json()["keys"]
    return Discovered(metadata, {key["kid"]: key for key in keys})


def check_signature(key: dict[str, str], signed: bytes, signature: bytes) -> None:
    """Raise InvalidSignature unless the key signed the bytes: ES256 for a P-256 key, RS256 for an RSA key."""
    numbers = {name: int.from_bytes(decode(key[name])) for name in ("x", "y", "n", "e") if name in key}
    if key["kty"] == "RSA":
        rsa = RSAPublicNumbers(numbers["e"], numbers["n"]).public_key()
        rsa.verify(signature, signed, PKCS1v15(), SHA256())
        return
    assert key["crv"] == "P-256"
    assert len(signature) == 64
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    curve = EllipticCurvePublicNumbers(numbers["x"], numbers["y"], SECP256R1()).public_key()
    curve.verify(encode_dss_signature(r, s), signed, ECDSA(SHA256()))


def answer_at(location: str) -> dict[str, str]:
    """Return the parameters of an authorization response, each sent once."""
    pairs = parse_qsl(urlsplit(location).query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def half_hash(token: str) -> str:
    """Return the left half of a token's SHA-256, as at_hash has it."""
    return encode(sha256(token.encode()).digest()[:16])


def challenge_of(verifier: str) -> str:
    """Return the S256 code challenge of a verifier."""
    return encode(sha256(verifier.encode()).digest())


def encode(raw: bytes) -> str:
    """Return base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Return the bytes of base64url; fail when it is padded."""
    assert "=" not in text
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
