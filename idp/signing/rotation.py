"""Moves keys through their life: next, active, retired, gone.

A new key is published long before it signs, and an old one stays until the last token it signed has expired
(OpenID Connect Core 1.0, section 10.1.1).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from idp.signing.envelope import IN_CLEAR, Envelope
from idp.signing.folder import check_folder, load_keyring, save_keyring
from idp.signing.held import hold
from idp.signing.key import KINDS, OwnKey, State, make_key
from idp.signing.keyring import Keyring
from idp.signing.making import Maker, build_maker, destroy_dropped

PUBLISHED_BEFORE_USE: Final = timedelta(hours=24)
"""How long relying parties get to fetch a key before it signs; longer than any of them caches our key set."""

KEPT_AFTER_USE: Final = timedelta(days=7)
"""How long a retired key is published: longer than any token lives and any id_token_hint is of use."""


class TooEarly(Exception):
    """The next key has not been published long enough; `ready_at` says when it has."""

    def __init__(self, ready_at: datetime) -> None:
        super().__init__(f"the next key may sign from {ready_at.isoformat()}")
        self.ready_at = ready_at


class NotDue(Exception):
    """No active key has been in use for as long as was asked for, or another is in use than the one that was seen."""


class UnknownKey(LookupError):
    """The keyring has no key of this name."""


def rotate(keyring: Keyring, now: datetime, *, at_once: bool = False, make: Maker = make_key) -> Keyring:
    """Return the keyring with next keys active, active keys retired, old ones gone and new next keys made.

    Raises TooEarly while a next key is younger than a day. `at_once` passes over that, for a key that leaked:
    relying parties that cached the key set then fail until they fetch it again.
    """
    waiting = [key.since + PUBLISHED_BEFORE_USE for key in keyring.keys if key.state is State.NEXT]
    if waiting and max(waiting) > now and not at_once:
        raise TooEarly(max(waiting))
    moved = tuple(moved for key in keyring.keys if (moved := move_on(key, now)) is not None)
    return Keyring((*moved, *(make(alg, State.NEXT, now) for alg in KINDS)))


def move_on(key: OwnKey, now: datetime) -> OwnKey | None:
    """Return the key in its next state; None when it has been retired long enough to go."""
    if key.state is State.RETIRED:
        return None if is_spent(key, now) else key
    return activate(key, now) if key.state is State.NEXT else replace(key, state=State.RETIRED, since=now)


def activate(key: OwnKey, now: datetime) -> OwnKey:
    """Return a next key as the one that is used."""
    return replace(key, state=State.ACTIVE, since=now, activated_at=now)


def is_due(keyring: Keyring, now: datetime, oldest: timedelta) -> bool:
    """Say whether an active key has been in use for that long."""
    return any(key.state is State.ACTIVE and now - key.since >= oldest for key in keyring.keys)


def is_in_use(keyring: Keyring, kid: str) -> bool:
    """Say whether the key of this name is an active one."""
    key = keyring.find(kid)
    return key is not None and key.state is State.ACTIVE


def revoke(keyring: Keyring, kid: str, now: datetime, make: Maker = make_key) -> Keyring:
    """Return the keyring without the key, for one that leaked: nothing it signed is believed from now on.

    The next key of its kind takes an active one's place, however lately it was published, and a new next key is made.
    Raises UnknownKey.
    """
    lost = keyring.find(kid)
    if lost is None:
        raise UnknownKey(kid)
    left = tuple(key for key in keyring.keys if key is not lost)
    if lost.state is State.RETIRED:
        return Keyring(left)
    if lost.state is State.ACTIVE:
        left = tuple(
            activate(key, now) if key.alg == lost.alg and key.state is State.NEXT else key for key in left
        )
    return Keyring((*left, make(lost.alg, State.NEXT, now)))


def revoke_key(folder: Path, kid: str, now: datetime, envelope: Envelope = IN_CLEAR) -> Keyring:
    """Take the key out of the folder and return the new keyring. Raises UnknownKey."""
    return change(folder, envelope, lambda keyring: revoke(keyring, kid, now, build_maker(envelope)))


def rotate_keys(
    folder: Path,
    now: datetime,
    envelope: Envelope = IN_CLEAR,
    *,
    at_once: bool = False,
    oldest: timedelta | None = None,
    in_use: str | None = None,
) -> Keyring:
    """Rotate the keys in the folder and return the new keyring.

    Raises TooEarly as `rotate` does, and NotDue when no key in use is as old as `oldest`, or `in_use` no longer is.
    """

    def turn(keyring: Keyring) -> Keyring:
        if oldest is not None and not is_due(keyring, now, oldest):
            raise NotDue
        if in_use is not None and not is_in_use(keyring, in_use):
            raise NotDue
        return rotate(keyring, now, at_once=at_once, make=build_maker(envelope))

    return change(folder, envelope, turn)


def drop_spent(folder: Path, now: datetime, envelope: Envelope = IN_CLEAR) -> tuple[str, ...]:
    """Take out of the folder the retired keys whose time is over; return their names."""
    keyring = load_keyring(folder, envelope)
    if not any(is_spent(key, now) for key in keyring.keys):
        return ()
    change(folder, envelope, lambda ring: Keyring(tuple(key for key in ring.keys if not is_spent(key, now))))
    return tuple(key.kid for key in keyring.keys if is_spent(key, now))


def is_spent(key: OwnKey, now: datetime) -> bool:
    """Say whether a retired key has been kept for as long as anything that it signed can be of use."""
    return key.state is State.RETIRED and now >= key.since + KEPT_AFTER_USE


def change(folder: Path, envelope: Envelope, turn: Callable[[Keyring], Keyring]) -> Keyring:
    """Read the keyring, turn it and write it, while nobody else does. Raises what the folder does, and `turn`."""
    check_folder(folder)
    with hold(folder):
        before = load_keyring(folder, envelope)
        keyring = turn(before)
        save_keyring(folder, keyring, envelope)
        destroy_dropped(before, keyring, envelope)
    return keyring
