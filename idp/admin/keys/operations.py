"""Keys by the REST API."""

from dataclasses import asdict
from datetime import datetime

from msgspec import Struct

from idp.admin.api.operation import Call, Listing, Operation
from idp.admin.api.problems import NotFound, Problem
from idp.admin.keys.away import refusing_when_away
from idp.admin.keys.desk import KeysDesk, NoSuchKey, Reason, Turned, Waiting
from idp.admin.keys.line import KeyLine
from idp.admin.permissions import Permission
from idp.signing.key import Kind, State


class Key(Struct, frozen=True, kw_only=True):
    """A key pair of the provider's. Nothing of its private half is ever told."""

    kid: str
    alg: Kind
    use: str
    """`sig` for what signs, `enc` for what opens what was encrypted to the provider."""
    state: State
    since: datetime
    """When it came into its state."""
    made_at: datetime | None
    activated_at: datetime | None
    """When it was first used; null for a key that is older than the note of it."""
    retired_at: datetime | None
    signs_from: datetime | None
    """When a next key has been published for so long that it may be used."""
    rotates_at: datetime | None
    """When an active key is replaced by itself, where the settings say so."""
    leaves_at: datetime | None
    """When a retired key is no longer published."""


class Keys(Struct, frozen=True, kw_only=True):
    """All keys, as they stand after a change."""

    items: tuple[Key, ...]


class RotationWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rotation."""

    at_once: bool = False
    """Do not wait until the next keys have been published for a day; applications with an older key set then fail."""


class RevocationWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A revocation, and the reason that the audit trail keeps."""

    reason: Reason


def build_key_operations(desk: KeysDesk) -> tuple[Operation, ...]:
    """Return the operations below `/keys`."""

    def list_keys(call: Call) -> Listing:
        with refusing_when_away():
            return Listing(tuple(map(describe, desk.list(call.actor))))

    def rotate(call: Call) -> Keys:
        wanted: RotationWanted = call.body
        with refusing_when_away():
            turned = desk.rotate(call.actor, call.now, at_once=wanted.at_once)
        match turned:
            case Turned(lines):
                return Keys(items=tuple(map(describe, lines)))
            case Waiting(ready_at):
                raise too_early(ready_at, call.now)
            case _:
                raise AssertionError("no age was asked for")

    def revoke(call: Call) -> Keys:
        wanted: RevocationWanted = call.body
        with refusing_when_away():
            turned = desk.revoke(call.actor, call.path["kid"], wanted.reason, call.now)
        match turned:
            case Turned(lines):
                return Keys(items=tuple(map(describe, lines)))
            case NoSuchKey():
                raise NotFound("there is no key of this kid; it may have been revoked already")

    return (
        Operation(
            name="listKeys",
            method="GET",
            path="/keys",
            permissions=(Permission.KEYS_READ,),
            summary="Every key pair and where it stands: in use, next, or retired.",
            act=list_keys,
            tag="keys",
            answer=Key,
            is_list=True,
        ),
        Operation(
            name="rotateKeys",
            method="POST",
            path="/keys/rotation",
            permissions=(Permission.KEYS_ROTATE,),
            summary="Let the next keys sign, retire those in use, and make new next ones.",
            act=rotate,
            tag="keys",
            body=RotationWanted,
            answer=Keys,
            replays=True,
        ),
        Operation(
            name="revokeKey",
            method="POST",
            path="/keys/{kid}/revocation",
            permissions=(Permission.KEYS_ROTATE,),
            summary="Take a key out at once: nothing that it signed is believed any more.",
            act=revoke,
            tag="keys",
            body=RevocationWanted,
            answer=Keys,
            replays=True,
        ),
    )


def describe(line: KeyLine) -> Key:
    """Return what the API tells of a key."""
    return Key(**asdict(line))


def too_early(ready_at: datetime, now: datetime) -> Problem:
    """Return the refusal of a rotation that applications may not be ready for (RFC 9110, section 15.5.10)."""
    seconds = str(max(1, int((ready_at - now).total_seconds())))
    return Problem(
        409,
        "too_early",
        f"applications may not know the next keys before {ready_at.isoformat()}; wait, or send at_once",
        (("Retry-After", seconds),),
    )
