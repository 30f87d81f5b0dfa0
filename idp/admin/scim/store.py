"""Where provisioning keeps people and groups. Every change is one conditional write of the version that was read."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from idp.admin.roles.grants import RoleGrantStore
from idp.admin.roles.keeping import AdministratorStore
from idp.admin.scim.entry import Entry, Group, Member
from idp.admin.scim.where import Order, Where
from idp.oidc.stores import OidcStores


class Written(StrEnum):
    """What became of a write."""

    DONE = "done"
    MOVED = "moved"
    """Somebody changed it meanwhile, or it is gone."""
    TAKEN = "taken"
    """Another one has the username, the employee id or the name."""


class ProvisioningStore(Protocol):
    """People with their versions. Usernames are canonical."""

    def add(self, entry: Entry, username: str, password_hash: str) -> Written:
        """Store somebody new."""
        ...

    def change(self, before: Entry, after: Entry, username: str) -> Written:
        """Store the person over the version that was read, in one conditional UPDATE of what differs."""
        ...

    def change_password(self, entry: Entry, password_hash: str) -> Written:
        """Give the person a new password over the version that `entry` holds, and unlock them."""
        ...

    def remove(self, entry: Entry) -> Written:
        """Forget the person of this version and what they sign in with, in one conditional DELETE and what follows it."""
        ...

    def find(self, person_id: str) -> Entry | None:
        """Return the person."""
        ...

    def list_entries(self, person_ids: Collection[str]) -> tuple[Entry, ...]:
        """Return those of the people that there are, by id."""
        ...

    def count(self, where: Where, most: int | None = None) -> int:
        """Return how many people the conditions hold for; of more than `most`, when it is given, that it is more."""
        ...

    def search(self, where: Where, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        """Return some of the people that the conditions hold for."""
        ...


class GroupStore(Protocol):
    """Groups with their versions, and who is in them."""

    def add(self, group: Group) -> Written:
        """Store a new group with nobody in it."""
        ...

    def change(self, group: Group) -> Written:
        """Store the group's names over the version that `group` holds, in one conditional UPDATE.

        A new name is written into the record of everybody in the group.
        """
        ...

    def remove(self, group: Group) -> Written:
        """Forget the group of this version, and take everybody out of it."""
        ...

    def find(self, group_id: str) -> Group | None:
        """Return the group."""
        ...

    def list_groups(self) -> tuple[Group, ...]:
        """Return every group by its id, without having counted who is in it."""
        ...

    def count_members(self, group_ids: Collection[str]) -> Mapping[str, int]:
        """Return how many are in each of the groups that anybody is in."""
        ...

    def list_members(self, group_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return the ids of those in each of the groups, in their order."""
        ...

    def list_shown(self, group_ids: Collection[str]) -> Mapping[str, Sequence[Member]]:
        """Return those in each of the groups, by id in their order, as far as a list of them says."""
        ...

    def list_joined(self, person_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return the ids of each person's groups."""
        ...

    def find_ids(self, names: Collection[str]) -> Mapping[str, str]:
        """Return the groups' ids by name."""
        ...

    def join(self, group: Group, joining: Collection[str], leaving: Collection[str], now: datetime) -> None:
        """Let people in and take people out; `group` stands as it was stored in this transaction."""
        ...


class ScimStores(OidcStores, Protocol):
    """A unit of work that holds the local directory."""

    @property
    def administrators(self) -> AdministratorStore: ...
    @property
    def role_grants(self) -> RoleGrantStore: ...
    @property
    def provisioning(self) -> ProvisioningStore: ...
    @property
    def local_groups(self) -> GroupStore: ...


Begin = Callable[[], AbstractContextManager[ScimStores]]
