"""Ties an entry of a directory to our own random id, so that no token ever names anything of the directory's."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

LIFE: Final = timedelta(days=730)
"""How long a link is kept after the last sign-in: as long as the audit trail's rows about the person mean anything."""


@dataclass(frozen=True, slots=True)
class Link:
    """One person and the stable key of their entry, in hex."""

    person_id: str
    realm: str
    key: str


class LinkStore(Protocol):
    """Where links are kept."""

    def find(self, person_id: str) -> Link | None:
        """Return the link of a person; None when they are not of any directory."""
        ...

    def find_many(self, person_ids: Sequence[str], realm: str) -> tuple[Link, ...]:
        """Return the links of those of these people who are of this realm."""
        ...

    def find_by_key(self, realm: str, key: str) -> Link | None:
        """Return the link of an entry; None before its first sign-in."""
        ...

    def keep(self, link: Link, expires_at: datetime) -> str:
        """Store the link unless the entry has one, move its end, and return the entry's person id."""
        ...


class LinkStores(Protocol):
    """A unit of work that holds links."""

    @property
    def ldap_links(self) -> LinkStore: ...


Begin = Callable[[], AbstractContextManager[LinkStores]]
