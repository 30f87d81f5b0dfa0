"""Groups of the local directory as provisioning keeps them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, literal, select, update
from sqlalchemy.exc import IntegrityError

from idp.admin.scim.entry import Group, Member
from idp.admin.scim.store import Written
from idp.storage.batches import batches
from idp.storage.insert_once import insert_missing, insert_once
from idp.storage.people.memberships import find_groups, local_groups, memberships
from idp.storage.people.people import people

SIZE = (
    select(func.count())
    .select_from(memberships)
    .where(memberships.c.group_id == local_groups.c.group_id)
    .scalar_subquery()
)
WITH_SIZE: Select[Any] = select(local_groups, SIZE.label("size"))


class LocalGroupRows:
    """Implements `GroupStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, group: Group) -> Written:
        is_added = insert_once(
            self._connection,
            local_groups,
            group_id=group.group_id,
            name=group.name,
            external_id=group.external_id,
            created_at=group.created_at,
            updated_at=group.updated_at,
        )
        return Written.DONE if is_added else Written.TAKEN

    def change(self, group: Group) -> Written:
        before = self.find(group.group_id)
        change = (
            update(local_groups)
            .where(local_groups.c.group_id == group.group_id, local_groups.c.version == group.version)
            .values(
                name=group.name,
                external_id=group.external_id,
                updated_at=group.updated_at,
                version=local_groups.c.version + 1,
            )
        )
        if before is not None and before.name != group.name:
            old, new = before.name, group.name
            members = self._list_members(group.group_id)
            self._rewrite(members, lambda names: (names - {old}) | {new}, group.updated_at)
        try:
            with self._connection.begin_nested():
                changed = self._connection.execute(change).rowcount
        except IntegrityError:
            return Written.TAKEN
        return Written.DONE if changed == 1 else Written.MOVED

    def remove(self, group: Group) -> Written:
        members = self._list_members(group.group_id)
        self._rewrite(members, lambda names: names - {group.name}, group.updated_at)
        gone = self._connection.execute(
            delete(local_groups).where(
                local_groups.c.group_id == group.group_id, local_groups.c.version == group.version
            )
        )
        if gone.rowcount != 1:
            return Written.MOVED
        self._connection.execute(delete(memberships).where(memberships.c.group_id == group.group_id))
        return Written.DONE

    def find(self, group_id: str) -> Group | None:
        row = self._connection.execute(WITH_SIZE.where(local_groups.c.group_id == group_id)).first()
        return None if row is None else read_group(row)

    def list_groups(self) -> tuple[Group, ...]:
        every = select(local_groups, literal(0).label("size")).order_by(local_groups.c.group_id)
        return tuple(map(read_group, self._connection.execute(every)))

    def count_members(self, group_ids: Collection[str]) -> Mapping[str, int]:
        counted = select(memberships.c.group_id, func.count().label("size")).group_by(memberships.c.group_id)
        return {
            row.group_id: row.size
            for some in batches(sorted(group_ids))
            for row in self._connection.execute(counted.where(memberships.c.group_id.in_(some)))
        }

    def list_members(self, group_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for some in batches(sorted(group_ids)):
            rows = self._connection.execute(
                select(memberships)
                .where(memberships.c.group_id.in_(some))
                .order_by(memberships.c.group_id, memberships.c.person_id)
            )
            for row in rows:
                found[row.group_id].append(row.person_id)
        return found

    def list_shown(self, group_ids: Collection[str]) -> Mapping[str, Sequence[Member]]:
        found: dict[str, list[Member]] = defaultdict(list)
        shown = select(
            memberships.c.group_id,
            memberships.c.person_id,
            people.c.name,
            people.c.alias,
            people.c.is_protected,
        ).join(people, people.c.person_id == memberships.c.person_id)
        for some in batches(sorted(group_ids)):
            rows = self._connection.execute(
                shown.where(memberships.c.group_id.in_(some)).order_by(
                    memberships.c.group_id, memberships.c.person_id
                )
            )
            for group_id, *told in rows:
                found[group_id].append(Member(*told))
        return found

    def list_joined(self, person_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for some in batches(sorted(person_ids)):
            rows = self._connection.execute(
                select(memberships).where(memberships.c.person_id.in_(some)).order_by(memberships.c.group_id)
            )
            for row in rows:
                found[row.person_id].append(row.group_id)
        return found

    def find_ids(self, names: Collection[str]) -> Mapping[str, str]:
        return find_groups(self._connection, names)

    def join(self, group: Group, joining: Collection[str], leaving: Collection[str], now: datetime) -> None:
        name, group_id = group.name, group.group_id
        entering = set(joining)
        self._rewrite_each(
            sorted(entering | set(leaving)),
            lambda person_id, names: names | {name} if person_id in entering else names - {name},
            now,
        )
        rows = [{"group_id": group_id, "person_id": person_id} for person_id in sorted(entering)]
        insert_missing(self._connection, memberships, rows)
        for some in batches(sorted(leaving)):
            self._connection.execute(
                delete(memberships).where(
                    memberships.c.group_id == group_id, memberships.c.person_id.in_(some)
                )
            )

    def _list_members(self, group_id: str) -> list[str]:
        """Return who is in the group."""
        return list(self.list_members((group_id,)).get(group_id, ()))

    def _rewrite(
        self, person_ids: Sequence[str], change: Callable[[frozenset[str]], frozenset[str]], now: datetime
    ) -> None:
        """Change the groups in the records of these people alike."""
        self._rewrite_each(person_ids, lambda _, names: change(names), now)

    def _rewrite_each(
        self,
        person_ids: Sequence[str],
        change: Callable[[str, frozenset[str]], frozenset[str]],
        now: datetime,
    ) -> None:
        """Change the groups in the records of these people, who are locked in the order of their ids first."""
        rewritten = (
            update(people)
            .where(people.c.person_id == bindparam("changed_id"))
            .values(groups=bindparam("changed_groups"), version=people.c.version + 1, updated_at=now)
        )
        for some in batches(person_ids):
            wanted = select(people.c.person_id, people.c.groups).where(people.c.person_id.in_(some))
            rows = self._connection.execute(wanted.order_by(people.c.person_id).with_for_update()).all()
            changed = [
                {
                    "changed_id": row.person_id,
                    "changed_groups": sorted(change(row.person_id, frozenset(row.groups))),
                }
                for row in rows
            ]
            if changed:
                self._connection.execute(rewritten, changed)


def read_group(row: Any) -> Group:
    """Build the record from a row."""
    return Group(
        row.group_id, row.name, row.version, row.created_at, row.updated_at, row.external_id, row.size
    )
