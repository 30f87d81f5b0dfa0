"""Signed checkpoints: where the audit chain ended at some moment, in a file to be kept off the machine.

They are signed with an Ed25519 key of their own, made from `audit.key`: the keys that sign tokens are gone a week
after they were replaced, and a checkpoint is of use for years.
"""

import base64
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from idp.audit.chain import Checkpoint
from idp.sealing import derive_key

PURPOSE: Final = "audit checkpoints"
TYPE: Final = "audit-checkpoint+jwt"
ALG: Final = "Ed25519"
HASH_DIGITS: Final = 64
SEQ_DIGITS: Final = 18
JWT_DOTS: Final = 2
MAX_CHARACTERS: Final = 4096


class BadCheckpoint(ValueError):
    """What was given is no checkpoint, or none of ours; the message says which and what to do."""


def build_checkpoint_key(audit_key: bytes) -> OKPKey:
    """Return the key pair that signs checkpoints."""
    seed = derive_key(audit_key, PURPOSE)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": encode(public), "d": encode(seed)})


def encode(raw: bytes) -> str:
    """Return bytes in base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def sign_checkpoint(audit_key: bytes, issuer: str, end: Checkpoint, now: datetime) -> str:
    """Return the checkpoint as a signed compact JWT."""
    claims = {"iss": issuer, "iat": int(now.timestamp()), "seq": end.seq, "hash": end.hash}
    return jwt.encode({"alg": ALG, "typ": TYPE}, claims, build_checkpoint_key(audit_key), algorithms=[ALG])


def read_signed(audit_key: bytes, issuer: str, token: str) -> tuple[Checkpoint, datetime]:
    """Return a signed checkpoint and when it was made. Raises BadCheckpoint unless this provider signed it."""
    try:
        if len(token) > MAX_CHARACTERS:
            raise ValueError("too long")
        decoded = jwt.decode(token, build_checkpoint_key(audit_key), algorithms=[ALG])
        claims: dict[str, Any] = decoded.claims
        if decoded.header.get("typ") != TYPE or claims["iss"] != issuer:
            raise ValueError("another kind of token, or another provider's")
        made_at = datetime.fromtimestamp(claims["iat"], UTC)
        return Checkpoint(int(claims["seq"]), str(claims["hash"])), made_at
    except (JoseError, ValueError, KeyError, TypeError) as problem:
        raise BadCheckpoint(
            "the checkpoint's signature is not ours: it was changed, or comes from another provider or keys folder"
        ) from problem


def read_plain(written: str) -> Checkpoint:
    """Return the checkpoint from its printed form `SEQ:HASH`. Raises BadCheckpoint."""
    seq, _, digest = written.partition(":")
    if not (seq.isascii() and seq.isdecimal()) or len(seq) > SEQ_DIGITS or len(digest) != HASH_DIGITS:
        raise BadCheckpoint("a checkpoint is a file, or a number, a colon and 64 digits; copy the whole line")
    return Checkpoint(int(seq), digest)


def read_either(audit_key: bytes, issuer: str, written: str) -> tuple[Checkpoint, datetime | None]:
    """Return a checkpoint from its signed form, or from its printed one, which says not when. Raises BadCheckpoint."""
    text = written.strip()
    return read_signed(audit_key, issuer, text) if text.count(".") == JWT_DOTS else (read_plain(text), None)
