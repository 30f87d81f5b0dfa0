"""Encrypts what must lie in the database but never be readable from a copy of it."""

from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from idp.chance import Chance

NONCE_BYTES = 12


class SealBroken(Exception):
    """The sealed bytes were altered, belong to another row, or were sealed with a key that is gone."""


class Sealer:
    """Seals bytes with AES-256-GCM; the first key seals, every key opens.

    `purpose` is bound to the seal as associated data, so that a value copied into another row or column does
    not open there. Raises ValueError when a key is not 32 bytes.
    """

    def __init__(self, keys: Sequence[bytes], chance: Chance) -> None:
        if not keys or any(len(key) != 32 for key in keys):
            raise ValueError("a sealing key is exactly 32 bytes")
        self._ciphers = tuple(AESGCM(key) for key in keys)
        self._chance = chance

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """Return nonce and ciphertext in one piece."""
        nonce = self._chance.secret_bytes(NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, plain, purpose.encode())

    def unseal(self, sealed: bytes, purpose: str) -> bytes:
        """Return the plain bytes; raise SealBroken when no key opens them for this purpose."""
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())
            except InvalidTag:
                continue
        raise SealBroken(purpose)


def derive_key(secret: bytes, purpose: str) -> bytes:
    """Return a key of 32 bytes for one purpose (HKDF-Expand with SHA-256, RFC 5869, section 2.3)."""
    return HKDFExpand(SHA256(), 32, purpose.encode()).derive(secret)
