"""An authenticator without a screen: it makes keys and signs, honestly or with any one thing wrong."""

import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
ES256, EDDSA, RS256 = -7, -8, -257
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def write(value: bytes) -> str:
    """Return bytes in base64url without padding."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def read(value: str) -> bytes:
    """Return base64url as bytes."""
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


def make_key(alg: int) -> PrivateKey:
    """Return a new private key of an algorithm."""
    if alg == EDDSA:
        return ed25519.Ed25519PrivateKey.generate()
    if alg == RS256:
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1())


def write_cose(key: PrivateKey, alg: int) -> dict[int, Any]:
    """Return the public half as a COSE key that claims the algorithm."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return {1: 1, 3: alg, -1: 6, -2: key.public_key().public_bytes_raw()}
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.public_key().public_numbers()
        size = (numbers.n.bit_length() + 7) // 8
        return {1: 3, 3: alg, -1: numbers.n.to_bytes(size, "big"), -2: numbers.e.to_bytes(3, "big")}
    point = key.public_key().public_numbers()
    curve, size = (1, 32) if key.curve.name == "secp256r1" else (2, 48)
    return {1: 2, 3: alg, -1: curve, -2: point.x.to_bytes(size, "big"), -3: point.y.to_bytes(size, "big")}


@dataclass(frozen=True)
class Credential:
    """A key that the authenticator holds, and whose it is."""

    credential_id: bytes
    key: PrivateKey
    alg: int
    handle: bytes = b""


@dataclass
class Authenticator:
    """A key ring in the browser of `origin`. `flags` are those of its owner's every act, `step` what each adds to the count.

    With `is_discoverable` it says who its owner is.
    """

    origin: str
    alg: int = ES256
    flags: int = UP | UV
    step: int = 1
    is_discoverable: bool = True
    count: int = 0
    held: list[Credential] = field(default_factory=list)

    def make(self, options: dict[str, Any], **changes: Any) -> str:
        """Answer a request for a new credential. `changes` are what shall be other than it should."""
        key = changes.pop("key", None) or make_key(self.alg)
        credential_id = changes.pop("credential_id", None) or token_bytes(32)
        credential = Credential(credential_id, key, self.alg, read(options["user"]["id"]))
        self.held.append(credential)
        cose = changes.pop("cose", None) or write_cose(key, self.alg)
        attested = bytes(16) + struct.pack(">H", len(credential_id)) + credential_id + encode_cbor(cose)
        data = self._write_data(options["rp"]["id"], changes, AT, attested)
        statement = {
            "fmt": changes.pop("fmt", "none"),
            "attStmt": changes.pop("statement", {}),
            "authData": data,
        }
        client_data = self._write_client_data("webauthn.create", options["challenge"], changes)
        response = {
            "clientDataJSON": write(client_data),
            "attestationObject": write(encode_cbor(statement)),
            "transports": ["internal", "hybrid", "carrier-pigeon"],
        }
        extensions = {"credProps": {"rk": self.is_discoverable}}
        return self._send(credential, response, extensions)

    def sign(self, options: dict[str, Any], credential: Credential | None = None, **changes: Any) -> str:
        """Answer a request for an assertion, with the newest credential unless told otherwise."""
        credential = credential or self.held[-1]
        data = self._write_data(options["rpId"], changes)
        client_data = self._write_client_data("webauthn.get", options["challenge"], changes)
        response = {
            "clientDataJSON": write(client_data),
            "authenticatorData": write(data),
            "signature": write(sign(credential.key, data + sha256(client_data).digest())),
        }
        handle = changes.pop("handle", credential.handle if self.is_discoverable else b"")
        return self._send(credential, response | ({"userHandle": write(handle)} if handle else {}), {})

    def clone(self) -> "Authenticator":
        """Return a copy that holds the same keys and counts for itself."""
        return replace(self, held=list(self.held))

    def _write_data(
        self, rp_id: str, changes: dict[str, Any], more_flags: int = 0, attested: bytes = b""
    ) -> bytes:
        self.count += self.step
        flags = changes.pop("flags", self.flags) | more_flags
        rp_hash = sha256(changes.pop("rp_id", rp_id).encode()).digest()
        return rp_hash + struct.pack(">BI", flags, changes.pop("count", self.count)) + attested

    def _write_client_data(self, kind: str, challenge: str, changes: dict[str, Any]) -> bytes:
        said = {
            "type": changes.pop("type", kind),
            "challenge": changes.pop("challenge", challenge),
            "origin": changes.pop("origin", self.origin),
            "crossOrigin": changes.pop("cross_origin", False),
        }
        return json.dumps(said | changes.pop("also", {})).encode()

    @staticmethod
    def _send(credential: Credential, response: dict[str, Any], extensions: dict[str, Any]) -> str:
        credential_id = write(credential.credential_id)
        return json.dumps(
            {
                "id": credential_id,
                "rawId": credential_id,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )


def sign(key: PrivateKey, data: bytes) -> bytes:
    """Sign with SHA-256, or as Ed25519 does."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), SHA256())
    return key.sign(data, ec.ECDSA(SHA256()))
