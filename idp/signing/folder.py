"""The keys folder: `keyring.json` says what each `<kid>.pem` is for; beside them lie the symmetric keys.

Everything in it is for the provider alone (folder 0700, files 0600), and what is secret is closed with an
`Envelope`, if one is configured. `keyring.json` is written last, so a half-made folder has none and is refused.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from joserfc.jwk import ECKey, RSAKey

from idp.chance import Chance
from idp.signing.envelope import IN_CLEAR, CannotOpen, Envelope
from idp.signing.hsm import TokenKey
from idp.signing.key import KINDS, Kind, OwnKey, State, read_key
from idp.signing.keyring import Keyring
from idp.signing.making import build_maker
from idp.signing.private_file import PRIVATE_FOLDER, check_private, read_private, write_private

KEYRING: Final = "keyring.json"
SECRETS: Final = ("audit.key", "csrf.key", "seal.key")
SECRET_BYTES: Final = 32


class BadKeysFolder(Exception):
    """The keys folder is missing, incomplete or damaged; the message names the file and what to do."""


def create_keys(folder: Path, chance: Chance, now: datetime, envelope: Envelope = IN_CLEAR) -> Keyring:
    """Make the folder with an active and a next key for each algorithm and the symmetric keys; return the keyring.

    Raises FileExistsError when the folder already holds a keyring: keys are never overwritten.
    """
    if (folder / KEYRING).exists():
        raise FileExistsError(folder / KEYRING)
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    make = build_maker(envelope)
    for name in SECRETS:
        write_closed(folder / name, chance.secret_bytes(SECRET_BYTES), envelope)
    keyring = Keyring(tuple(make(alg, state, now) for alg in KINDS for state in (State.ACTIVE, State.NEXT)))
    save_keyring(folder, keyring, envelope)
    return keyring


def save_keyring(folder: Path, keyring: Keyring, envelope: Envelope = IN_CLEAR) -> None:
    """Write the keys the folder lacks, then the list of all; then remove the files of keys no longer listed."""
    for key in keyring.keys:
        if key.signer is None and not (path := folder / f"{key.kid}.pem").exists():
            write_closed(path, key.key.as_pem(private=True), envelope)
    listed = [write_entry(key) for key in keyring.keys]
    write_private(folder / KEYRING, json.dumps(listed, indent=2).encode())
    kept = {f"{key.kid}.pem" for key in keyring.keys}
    for path in folder.glob("*.pem"):
        if path.name not in kept:
            path.unlink()


def write_entry(key: OwnKey) -> dict[str, Any]:
    """Return what `keyring.json` says of a key: what it is for, and its moments as far as they are known."""
    moments = {"since": key.since, "made": key.made_at, "activated": key.activated_at}
    known = {name: moment.isoformat() for name, moment in moments.items() if moment is not None}
    entry: dict[str, Any] = {"kid": key.kid, "alg": key.alg, "state": key.state.value, **known}
    if key.signer is not None:
        entry |= {"label": key.signer.label, "public": key.key.as_dict(private=False)}
    return entry


def check_folder(folder: Path) -> None:
    """Refuse a folder that is not there, or that others may read. Raises BadKeysFolder or LoosePermissions."""
    if not folder.is_dir():
        raise BadKeysFolder(f"{folder}: no such folder; make it with `python -m idp keys create`")
    check_private(folder)


def load_keyring(folder: Path, envelope: Envelope = IN_CLEAR) -> Keyring:
    """Read every key. Raises BadKeysFolder or LoosePermissions."""
    check_folder(folder)
    try:
        listed = json.loads(read_private(folder / KEYRING))
        return Keyring(tuple(load_key(folder, entry, envelope) for entry in listed))
    except FileNotFoundError as error:
        raise BadKeysFolder(f"{error.filename}: missing; restore it from backup") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadKeysFolder(f"{folder / KEYRING}: damaged; restore it from backup") from error


def load_key(folder: Path, entry: dict[str, Any], envelope: Envelope) -> OwnKey:
    """Read one key as `keyring.json` lists it. Raises ValueError when file and list disagree, and BadKeysFolder."""
    alg: Kind = entry["alg"]
    if alg not in KINDS:
        raise ValueError(f"unknown algorithm {alg}")
    signer = find_signer(folder, entry, envelope) if "label" in entry else None
    if signer is None:
        key = read_key(alg, read_opened(folder / f"{entry['kid']}.pem", envelope))
    else:
        key = import_public(entry["public"])
    if key.thumbprint() != entry["kid"]:
        raise ValueError("the key is not the one its name says")
    state, since = State(entry["state"]), datetime.fromisoformat(entry["since"])
    made_at = read_moment(entry, "made", since if state is State.NEXT else None)
    activated_at = read_moment(entry, "activated", since if state is State.ACTIVE else None)
    return OwnKey(entry["kid"], alg, state, since, key, made_at, activated_at, signer)


def find_signer(folder: Path, entry: dict[str, Any], envelope: Envelope) -> TokenKey:
    """Return the private half on the token; it is not asked before it signs. Raises BadKeysFolder without a token."""
    if envelope.hsm is None:
        raise BadKeysFolder(
            f"{folder / KEYRING}: key {entry['kid']} is on a PKCS#11 token; name its module in [pkcs11]"
        )
    return TokenKey(envelope.hsm, entry["alg"], entry["label"])


def import_public(jwk: dict[str, Any]) -> ECKey | RSAKey:
    """Return a public key. Raises ValueError."""
    return ECKey.import_key(jwk) if jwk["kty"] == "EC" else RSAKey.import_key(jwk)


def read_moment(entry: dict[str, Any], name: str, known: datetime | None) -> datetime | None:
    """Return a moment of a key's life; `known` when the list is older than the note of it. Raises ValueError."""
    return datetime.fromisoformat(entry[name]) if name in entry else known


def write_closed(path: Path, plain: bytes, envelope: Envelope) -> None:
    """Write what is secret as the envelope closes it. Raises BadKeysFolder."""
    try:
        write_private(path, envelope.close(path.name, plain))
    except CannotOpen as error:
        raise BadKeysFolder(str(error)) from error


def read_opened(path: Path, envelope: Envelope) -> bytes:
    """Return what a file says in clear. Raises BadKeysFolder, LoosePermissions or FileNotFoundError."""
    try:
        return envelope.open(path, read_private(path))
    except CannotOpen as error:
        raise BadKeysFolder(str(error)) from error


def load_secret(folder: Path, name: str, envelope: Envelope = IN_CLEAR) -> bytes:
    """Read a symmetric key of 32 bytes by its file name. Raises BadKeysFolder or LoosePermissions."""
    try:
        secret = read_opened(folder / name, envelope)
    except FileNotFoundError as error:
        raise BadKeysFolder(f"{folder / name}: missing; restore it from backup") from error
    if len(secret) != SECRET_BYTES:
        raise BadKeysFolder(f"{folder / name}: must be exactly {SECRET_BYTES} bytes; restore it from backup")
    return secret
