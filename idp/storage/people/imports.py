"""The local directory as an import reads and writes it: many people in one statement."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from idp.admin.people_import.store import Active
from idp.admin.scim.entry import Entry
from idp.people.finding import is_named_alike
from idp.people.protection import NOBODY
from idp.sealing import Sealer
from idp.storage.batches import batches
from idp.storage.people.memberships import join_all
from idp.storage.people.people import people, read_person, write_changes, write_person
from idp.storage.people.sealed_identity import open_identity
from idp.storage.people.words import write_all_words


class PeopleImportRows:
    """Implements `ImportStore`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def find_by_username(self, realm: str, usernames: Collection[str]) -> Mapping[str, Entry]:
        wanted = select(people).where(people.c.realm == realm)
        return {
            row.canonical_username: self._read(row)
            for some in batches(sorted(usernames))
            for row in self._connection.execute(wanted.where(people.c.canonical_username.in_(some))).all()
        }

    def find_by_employee(self, realm: str, employee_ids: Collection[str]) -> Mapping[str, str]:
        wanted = select(people.c.employee_id, people.c.canonical_username).where(people.c.realm == realm)
        return {
            row.employee_id: row.canonical_username
            for some in batches(sorted(employee_ids))
            for row in self._connection.execute(wanted.where(people.c.employee_id.in_(some)))
        }

    def list_active(self, realm: str) -> Iterator[Active]:
        active = (
            select(
                people.c.canonical_username,
                people.c.person_id,
                people.c.version,
                people.c.is_protected,
                people.c.alias,
            )
            .where(people.c.realm == realm, people.c.is_active)
            .order_by(people.c.canonical_username)
        )
        return (
            Active(
                row.canonical_username,
                row.person_id,
                row.version,
                (row.alias or NOBODY) if row.is_protected else None,
            )
            for row in self._connection.execute(active)
        )

    def add_all(self, entries: Sequence[tuple[Entry, str]], password_hash: str) -> int:
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        rows = [
            {
                "person_id": entry.person.person_id,
                "realm": entry.person.realm,
                "canonical_username": username,
                "is_locked": False,
                "must_change_password": False,
                "password_hash": password_hash,
                "external_id": entry.external_id,
                "created_at": entry.created_at,
                **write_person(self._sealer, entry.person),
            }
            for entry, username in entries
        ]
        added = insert(people).on_conflict_do_nothing().returning(people.c.person_id)
        made = set(self._connection.execute(added, rows).scalars())
        people_made = [entry.person for entry, _ in entries if entry.person.person_id in made]
        join_all(self._connection, people_made)
        write_all_words(self._connection, people_made)
        return len(made)

    def change_all(self, changes: Sequence[tuple[Entry, Entry]]) -> int:
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for before, after in changes:
            columns = write_changes(self._sealer, before.person, after.person)
            columns["external_id"] = after.external_id
            row = {"changed_id": before.person.person_id, "seen_version": before.version, **columns}
            alike.setdefault(tuple(columns), []).append(row)
        try:
            with self._connection.begin_nested():
                changed = sum(self._change_alike(names, rows) for names, rows in alike.items())
        except IntegrityError:
            return 0
        pairs = [(before.person, after.person) for before, after in changes]
        join_all(self._connection, [after for before, after in pairs if after.groups != before.groups])
        renamed = [after for before, after in pairs if not is_named_alike(before, after)]
        write_all_words(self._connection, renamed)
        return changed

    def _change_alike(self, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> int:
        """Write these columns of people who are as they were read, and return how many are."""
        is_seen = (
            people.c.person_id == bindparam("changed_id"),
            people.c.version == bindparam("seen_version"),
        )
        anew: dict[str, Any] = {name: bindparam(name) for name in names}
        change = update(people).where(*is_seen).values(version=people.c.version + 1, **anew)
        return self._connection.execute(change, rows).rowcount

    def disable_all(self, versions: Mapping[str, int], now: datetime) -> int:
        columns: dict[str, Any] = {"is_active": False, "updated_at": now}
        rows = [
            {"changed_id": person_id, "seen_version": version, **columns}
            for person_id, version in sorted(versions.items())
        ]
        return self._change_alike(tuple(columns), rows)

    def _read(self, row: Any) -> Entry:
        person = read_person(row, open_identity(self._sealer, row.person_id, row.sealed_identity))
        return Entry(person, row.version, row.created_at or row.updated_at, row.external_id)
