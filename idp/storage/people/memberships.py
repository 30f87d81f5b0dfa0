"""Groups of the local directory, and who is in them: an index of what each person's record says.

A person's groups stay in their record, which is what a sign-in reads. These two tables hold the same by group, and are
written in the same transaction; a group may stand here with nobody in it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import count

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    update,
)

from idp.people.person import Person
from idp.storage.batches import batches
from idp.storage.insert_once import insert_missing, insert_once
from idp.storage.metadata import Moment, metadata

local_groups = Table(
    "local_groups",
    metadata,
    Column("group_id", String(64), primary_key=True),
    Column("name", String(128), nullable=False),
    Column("external_id", String(256)),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("name"),
)
memberships = Table(
    "memberships",
    metadata,
    Column("group_id", String(64), primary_key=True),
    Column("person_id", String(64), primary_key=True, index=True),
)

LEAVE = delete(memberships).where(
    memberships.c.group_id == bindparam("left"), memberships.c.person_id == bindparam("leaving")
)


def join_groups(connection: Connection, person: Person) -> None:
    """Make the index say what the person's record says."""
    join_all(connection, (person,))


def join_all(connection: Connection, people: Sequence[Person]) -> None:
    """Make the index say what the people's records say; each group that gains or loses somebody is a new version.

    Groups are locked after people and in the order of their ids, so that two such changes never wait for each other.
    """
    if not people:
        return
    now = people[0].updated_at
    ids = ensure_groups(connection, frozenset[str]().union(*(one.groups for one in people)), now)
    after = {(ids[name], one.person_id) for one in people for name in one.groups}
    before = {
        (row.group_id, row.person_id)
        for some in batches([one.person_id for one in people])
        for row in connection.execute(select(memberships).where(memberships.c.person_id.in_(some)))
    }
    joining = [{"group_id": group_id, "person_id": one} for group_id, one in sorted(after - before)]
    leaving = [{"left": group_id, "leaving": one} for group_id, one in sorted(before - after)]
    insert_missing(connection, memberships, joining)
    if leaving:
        connection.execute(LEAVE, leaving)
    touch_groups(connection, {group_id for group_id, _ in before ^ after}, now)


def touch_groups(connection: Connection, group_ids: Collection[str], now: datetime) -> None:
    """Give each of the groups a new version; all of them are locked in the order of their ids first."""
    for some in batches(sorted(group_ids)):
        wanted = local_groups.c.group_id.in_(some)
        locking = select(local_groups.c.group_id).where(wanted).order_by(local_groups.c.group_id)
        connection.execute(locking.with_for_update())
        anew = update(local_groups).where(wanted)
        connection.execute(anew.values(version=local_groups.c.version + 1, updated_at=now))


def ensure_groups(connection: Connection, names: Collection[str], now: datetime) -> Mapping[str, str]:
    """Return each group's id by its name; one that nobody has named before is made."""
    found = find_groups(connection, names)
    for name in sorted(set(names) - found.keys()):
        found[name] = ensure_group(connection, name, now)
    return found


def find_groups(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Return the ids of those groups that there are, by name."""
    wanted = select(local_groups.c.name, local_groups.c.group_id)
    rows = (
        row
        for some in batches(sorted(names))
        for row in connection.execute(wanted.where(local_groups.c.name.in_(some)))
    )
    return {row.name: row.group_id for row in rows}


def ensure_group(connection: Connection, name: str, now: datetime) -> str:
    """Return the id of the group of this name, made when there is none.

    The id is computed from the name; a group that had the name before keeps its own, and the next id is taken.
    """
    for number in count():
        group_id = name_group(name, number)
        insert_once(connection, local_groups, group_id=group_id, name=name, created_at=now, updated_at=now)
        found = find_groups(connection, (name,)).get(name)
        if found is not None:
            return found
    raise AssertionError("numbers do not end")


def name_group(name: str, number: int) -> str:
    """Return an id for a group of this name."""
    return sha256(f"{name}\0{number}".encode()).hexdigest()[:32]
