"""A published policy: its text as it was published, by whom and why. A version never changes."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol


class Origin(StrEnum):
    """Where the text of a version came from."""

    FILE = "file"
    """The file that the configuration names, as it was when the first version was published."""
    COMMAND = "command"
    """A file that was published from the command line."""
    DRAFT = "draft"
    RETURN = "return"
    """An earlier version, published again."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version. The one with the highest number is in force; there is none before anything was published.

    `author_id` wrote it, `approver_id` agreed when two had to, `publisher_id` put it in force. `source` is the draft's
    id, or the number of the version that was published again.
    """

    number: int
    text: str = field(repr=False)
    origin: Origin
    reason: str
    author_id: str
    publisher_id: str
    published_at: datetime
    approver_id: str | None = None
    source: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, in hex."""
        return sha256(self.text.encode()).hexdigest()


class VersionStore(Protocol):
    """Keeps the versions of one installation."""

    def find_newest_number(self) -> int:
        """Return the number of the version in force; 0 while none was published. One cheap statement."""
        ...

    def find(self, number: int) -> Version | None:
        """Return the version; None when there is none of this number."""
        ...

    def list_latest(self, limit: int) -> tuple[Version, ...]:
        """Return the latest versions, the one in force first."""
        ...

    def publish(self, version: Version) -> bool:
        """Put the version in force unless its number is taken: one conditional write says who was first."""
        ...
