"""Encrypts each file of the keys folder with a key that lies elsewhere, bound to the file's name.

A sealed file is text: a mark with the name of the key that sealed it, then nonce and ciphertext in base64.
"""

import base64
import binascii
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from idp.chance import Chance, SystemChance
from idp.config.sections.key_encryption import KeyEncryption
from idp.config.settings import Config
from idp.sealing import SealBroken, Sealer, derive_key
from idp.signing.hsm import Hsm

MARK: Final = b"eportal-idp sealed 1 "
KEY_BYTES: Final = 32
OTHERS: Final = 0o007
"""The group may read the key's file: it can belong to root, so that the provider itself cannot replace it."""

MAKE_ONE: Final = "make one with: openssl rand -base64 32"
READ_MORE: Final = "docs/operating.md, «Encrypting the keys»"


class CannotOpen(Exception):
    """A file of the keys folder does not open, or its key cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What lies in the keys folder is closed with the configured key, or lies in clear when none is.

    Neither is taken for the other: whoever may only write into the folder cannot put a key of their own there.
    The key is read whenever it is needed, so that a replaced file counts without a restart.
    """

    settings: KeyEncryption = field(default_factory=KeyEncryption)
    chance: Chance = field(default_factory=SystemChance)
    hsm: Hsm | None = None
    """Where signing keys are instead, if they are in no file at all."""

    def close(self, name: str, plain: bytes) -> bytes:
        """Return what is to be written into the file of this name. Raises CannotOpen without a usable key."""
        if not self.settings.is_configured:
            return plain
        key = load_keys(self.settings)[0]
        sealed = Sealer([key], self.chance).seal(plain, build_purpose(name))
        return MARK + name_key(key).encode() + b"\n" + base64.encodebytes(sealed)

    def open(self, path: Path, stored: bytes) -> bytes:
        """Return what the file at `path`, which holds `stored`, says in clear. Raises CannotOpen."""
        if not is_sealed(stored):
            if self.settings.is_configured:
                raise CannotOpen(
                    f"{path}: not encrypted, though key_encryption names a key; run: python -m idp keys encrypt"
                )
            return stored
        return self.open_sealed(path, stored)

    def open_sealed(self, path: Path, stored: bytes) -> bytes:
        """Return what a sealed file says, whichever of the configured keys sealed it. Raises CannotOpen."""
        wanted = read_key_name(stored)
        if not self.settings.is_configured:
            raise CannotOpen(
                f"{path}: encrypted with key {wanted}, and no key is configured; "
                f"set key_encryption.key_file or IDP_KEY_ENCRYPTION_KEY ({READ_MORE})"
            )
        keys = {name_key(key): key for key in load_keys(self.settings)}
        if wanted not in keys:
            raise CannotOpen(
                f"{path}: encrypted with key {wanted}, and the configured one is {' or '.join(keys)}; "
                f"put the right one back, or name it as key_encryption.previous_key_file ({READ_MORE})"
            )
        try:
            sealed = base64.b64decode(stored.partition(b"\n")[2].replace(b"\n", b""), validate=True)
            return Sealer([keys[wanted]], self.chance).unseal(sealed, build_purpose(path.name))
        except (SealBroken, ValueError) as error:
            raise CannotOpen(
                f"{path}: damaged, or another file under this name; restore it from backup"
            ) from error

    def is_current(self, stored: bytes) -> bool:
        """Say whether a file is closed as it would be now. Raises CannotOpen without a usable key."""
        if not self.settings.is_configured:
            raise CannotOpen(
                f"no key to encrypt with is configured; set key_encryption.key_file ({READ_MORE})"
            )
        return is_sealed(stored) and read_key_name(stored) == name_key(load_keys(self.settings)[0])


IN_CLEAR: Final = Envelope()


def open_envelope(config: Config, chance: Chance | None = None) -> Envelope:
    """Return how the settings say that keys are kept."""
    hsm = Hsm(config.pkcs11) if config.pkcs11.module is not None else None
    return Envelope(config.key_encryption, chance or SystemChance(), hsm)


def is_sealed(stored: bytes) -> bool:
    """Say whether a file is encrypted."""
    return stored.startswith(MARK)


def read_key_name(stored: bytes) -> str:
    """Return the name of the key that a sealed file asks for."""
    return stored.removeprefix(MARK).partition(b"\n")[0][:16].decode("ascii", "replace")


def name_key(key: bytes) -> str:
    """Return eight digits that tell keys apart and nothing about them."""
    return derive_key(key, "name of a key-encryption key").hex()[:8]


def build_purpose(name: str) -> str:
    """Return what a file's seal is bound to, so that none opens under another's name."""
    return f"keys folder: {name}"


def load_keys(settings: KeyEncryption) -> tuple[bytes, ...]:
    """Return the current key and then, if there is one, the previous. Raises CannotOpen."""
    both = ((settings.key, settings.key_file), (settings.previous_key, settings.previous_key_file))
    found = [load_key_encryption_key(*one) for one in both]
    return tuple(key for key in found if key is not None)


def load_key_encryption_key(written: str | None, path: Path | None) -> bytes | None:
    """Return the key from the environment or from its file; None when neither is set. Raises CannotOpen."""
    if written is not None:
        return decode_key(written, "the key in the environment")
    if path is None:
        return None
    try:
        if path.stat().st_mode & OTHERS:
            raise CannotOpen(f"{path}: everybody may read it; run chmod o-rwx on it")
        return decode_key(path.read_text(encoding="ascii"), str(path))
    except OSError as error:
        raise CannotOpen(
            f"{path}: {error.strerror}; put the key-encryption key back ({READ_MORE})"
        ) from error
    except UnicodeDecodeError as error:
        raise CannotOpen(f"{path}: not {KEY_BYTES} bytes in base64; {MAKE_ONE}") from error


def decode_key(written: str, place: str) -> bytes:
    """Return the key that is written in base64. Raises CannotOpen, which repeats nothing of it."""
    try:
        key = base64.b64decode(written.strip().translate(str.maketrans("-_", "+/")) + "==")
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise CannotOpen(f"{place}: not {KEY_BYTES} bytes in base64; {MAKE_ONE}")
    return key
