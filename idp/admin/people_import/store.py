"""Where an import reads and writes people, many at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from idp.admin.roles.grants import RoleGrantStore
from idp.admin.roles.keeping import AdministratorStore
from idp.admin.scim.entry import Entry
from idp.oidc.stores import OidcStores


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent to be looked at; `data` lies sealed. It is kept for an hour."""

    upload_id: str
    actor_id: str
    data: bytes = field(repr=False)
    realm: str | None
    disables_missing: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Active:
    """Somebody who may sign in, as they are in one version; `alias` is a protected person's alone."""

    username: str
    person_id: str
    version: int
    alias: str | None


class ImportStore(Protocol):
    """The local directory as an import sees it. Usernames are canonical."""

    def find_by_username(self, realm: str, usernames: Collection[str]) -> Mapping[str, Entry]:
        """Return those of the people there are, by username."""
        ...

    def find_by_employee(self, realm: str, employee_ids: Collection[str]) -> Mapping[str, str]:
        """Return the usernames of those who have these employment numbers, by number."""
        ...

    def list_active(self, realm: str) -> Iterator[Active]:
        """Yield all in the realm who may sign in, by username."""
        ...

    def add_all(self, entries: Sequence[tuple[Entry, str]], password_hash: str) -> int:
        """Store people with their usernames; return how many became rows."""
        ...

    def change_all(self, changes: Sequence[tuple[Entry, Entry]]) -> int:
        """Store people as they come to be over what they were; return how many did not change meanwhile."""
        ...

    def disable_all(self, versions: Mapping[str, int], now: datetime) -> int:
        """Let these people in no longer, by id; return how many are as they were in that version."""
        ...


class UploadStore(Protocol):
    """Where files lie between being looked at and being taken in."""

    def add(self, upload: Upload) -> None:
        """Keep a file."""
        ...

    def find(self, upload_id: str, now: datetime) -> Upload | None:
        """Return the file while it is kept."""
        ...

    def consume(self, upload_id: str) -> bool:
        """Forget the file: one conditional DELETE. Return False when it is gone already."""
        ...


class ImportStores(OidcStores, Protocol):
    """A unit of work that an import needs."""

    @property
    def administrators(self) -> AdministratorStore: ...
    @property
    def role_grants(self) -> RoleGrantStore: ...
    @property
    def people_import(self) -> ImportStore: ...
    @property
    def uploads(self) -> UploadStore: ...


Begin = Callable[[], AbstractContextManager[ImportStores]]
