"""Key-encryption keys in files, and folders that are as small as a folder of keys can be."""

import base64
from datetime import datetime
from pathlib import Path

from idp.chance import SystemChance
from idp.config.sections.key_encryption import KeyEncryption
from idp.signing.envelope import IN_CLEAR, Envelope
from idp.signing.folder import SECRET_BYTES, SECRETS, save_keyring, write_closed
from idp.signing.key import State
from idp.signing.keyring import Keyring
from idp.signing.making import build_maker


def write_key(path: Path) -> Path:
    """Write a new key-encryption key into a file and return its path."""
    path.write_text(base64.b64encode(SystemChance().secret_bytes(32)).decode() + "\n")
    path.chmod(0o600)
    return path


def seal_with(path: Path, previous: Path | None = None) -> Envelope:
    """Return the envelope of the key in a file, which opens what a previous one closed too."""
    return Envelope(KeyEncryption(key_file=path, previous_key_file=previous))


def make_small_folder(folder: Path, now: datetime, envelope: Envelope = IN_CLEAR) -> Keyring:
    """Make a folder with a pair of ES256 keys and the symmetric keys; RSA keys take a second to make."""
    folder.mkdir(mode=0o700)
    for name in SECRETS:
        write_closed(folder / name, SystemChance().secret_bytes(SECRET_BYTES), envelope)
    make = build_maker(envelope)
    keyring = Keyring((make("ES256", State.ACTIVE, now), make("ES256", State.NEXT, now)))
    save_keyring(folder, keyring, envelope)
    return keyring
