"""Lists, rotates and revokes keys for whoever may, and records each step. Console, REST API and command line share it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from idp.admin.actor import Actor
from idp.admin.keys.line import KeyLine, build_lines
from idp.admin.permissions import Permission
from idp.audit.events import Tag
from idp.audit.trail import Trail
from idp.signing.enclosing import count_sealed
from idp.signing.envelope import Envelope
from idp.signing.folder import load_keyring
from idp.signing.key import State
from idp.signing.keyring import Keyring
from idp.signing.rotation import NotDue, TooEarly, UnknownKey, revoke_key, rotate_keys


class KeysStores(Protocol):
    """A unit of work that records what became of keys."""

    @property
    def audit(self) -> Trail: ...


class Reason(StrEnum):
    """Why a key is revoked. There is no free text: it would be the trail's one place for what does not belong there."""

    LEAKED = "leaked"
    SUSPECTED = "suspected"
    STAFF_LEFT = "staff_left"
    LOST_CONTROL = "lost_control"
    DRILL = "drill"


@dataclass(frozen=True, slots=True)
class Turned:
    """The keys as they stand after a change."""

    lines: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing was done: applications may not know the next keys before `ready_at`."""

    ready_at: datetime


@dataclass(frozen=True, slots=True)
class Unneeded:
    """Nothing was done: no key in use is as old as was asked for, or those that were seen have been rotated."""


@dataclass(frozen=True, slots=True)
class NoSuchKey:
    """Nothing was done: there is no key of this name; it may have been revoked a moment ago."""


@dataclass(frozen=True, slots=True)
class KeysDesk:
    """The keys in a folder. `rotated_after` is how long a key signs before it is replaced by itself, if it is."""

    folder: Path
    envelope: Envelope
    begin: Callable[[], AbstractContextManager[KeysStores]]
    rotated_after: timedelta | None = None

    def list(self, actor: Actor) -> tuple[KeyLine, ...]:
        """Return every key. Raises Forbidden, and what a keys folder that cannot be read raises."""
        actor.check(Permission.KEYS_READ, Permission.KEYS_ROTATE)
        return self.show(load_keyring(self.folder, self.envelope))

    def is_encrypted(self, actor: Actor) -> bool:
        """Say whether everything private in the folder is encrypted where it lies. Raises Forbidden."""
        actor.check(Permission.KEYS_READ, Permission.KEYS_ROTATE)
        return count_sealed(self.folder).clear == 0

    def rotate(
        self,
        actor: Actor,
        now: datetime,
        *,
        at_once: bool = False,
        oldest: timedelta | None = None,
        in_use: str | None = None,
    ) -> Turned | Waiting | Unneeded:
        """Let the next keys sign and retire those in use; with `oldest` only when one has been in use for so long.

        `at_once` does not wait until the next keys have been published for a day. `in_use` is the kid of a key that was in
        use when it was asked for: asked for twice, it is done once. Raises Forbidden.
        """
        actor.check(Permission.KEYS_ROTATE)
        try:
            keyring = rotate_keys(
                self.folder, now, self.envelope, at_once=at_once, oldest=oldest, in_use=in_use
            )
        except TooEarly as wait:
            return Waiting(wait.ready_at)
        except NotDue:
            return Unneeded()
        self.record(actor, keyring, now)
        return Turned(self.show(keyring))

    def revoke(self, actor: Actor, kid: str, reason: Reason, now: datetime) -> Turned | NoSuchKey:
        """Take a key out at once: nothing that it signed is believed any more, and the next takes its place.

        That it was asked for is recorded first: however the process ends, no key is gone of which the trail says nothing.
        Raises Forbidden.
        """
        actor.check(Permission.KEYS_ROTATE)
        if load_keyring(self.folder, self.envelope).find(kid) is None:
            return NoSuchKey()
        details = {"kid": kid, "reason": reason.value}
        with self.begin() as stores:
            stores.audit.record(actor.describe(Tag.KEY_REVOCATION_ASKED, now, details=details))
        try:
            keyring = revoke_key(self.folder, kid, now, self.envelope)
        except UnknownKey:
            return NoSuchKey()
        self.record(actor, keyring, now, revoked=details)
        return Turned(self.show(keyring))

    def show(self, keyring: Keyring) -> tuple[KeyLine, ...]:
        """Return the keyring's keys as they are shown."""
        return build_lines(keyring, self.rotated_after)

    def record(
        self, actor: Actor, keyring: Keyring, now: datetime, revoked: Mapping[str, str] | None = None
    ) -> None:
        """Write into the trail what was revoked, and which keys were made and retired at this moment."""
        with self.begin() as stores:
            if revoked is not None:
                stores.audit.record(actor.describe(Tag.KEY_REVOKED, now, details=revoked))
            for tag, kid in list_turns(keyring, now):
                stores.audit.record(actor.describe(tag, now, details={"kid": kid}))


def list_turns(keyring: Keyring, now: datetime) -> Iterator[tuple[Tag, str]]:
    """Yield what became of keys at this moment: each that was made or retired."""
    tags = {State.NEXT: Tag.KEY_MADE, State.RETIRED: Tag.KEY_RETIRED}
    for key in keyring.keys:
        if key.since == now and key.state in tags:
            yield tags[key.state], key.kid
