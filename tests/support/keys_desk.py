"""The desk of keys over a folder, with a trail that remembers, and actors who may and may not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from idp.admin.actor import Actor, Kind
from idp.admin.keys.desk import KeysDesk
from idp.admin.permissions import Permission, Role, permissions_of
from idp.audit.events import Event
from idp.signing.envelope import IN_CLEAR, Envelope


@dataclass
class KeptEvents:
    """Implements `Trail` and the unit of work around it."""

    events: list[Event] = field(default_factory=list)

    @property
    def audit(self) -> "KeptEvents":
        return self

    def record(self, event: Event) -> None:
        """Remember the event."""
        self.events.append(event)

    @contextmanager
    def begin(self) -> Iterator["KeptEvents"]:
        """Yield itself."""
        yield self

    @property
    def said(self) -> list[tuple[str, str]]:
        """What happened to which key, in order."""
        return [(event.tag.value, str(event.details["kid"])) for event in self.events]


def build_desk(
    folder: Path, envelope: Envelope = IN_CLEAR, rotated_after: timedelta | None = None
) -> tuple[KeysDesk, KeptEvents]:
    """Return the desk and the trail it writes to."""
    kept = KeptEvents()
    return KeysDesk(folder, envelope, kept.begin, rotated_after), kept


def act_as(*permissions: Permission) -> Actor:
    """Return a person who has these permissions and no other."""
    return Actor(Kind.PERSON, "p1", frozenset(permissions), person_id="p1", zone="inside")


def act_in(role: Role) -> Actor:
    """Return a person in a role."""
    return act_as(*permissions_of([role]))
