"""The local directory as provisioning keeps it: each change is one conditional write of the version that was read."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, delete, func, null, select, update
from sqlalchemy.exc import IntegrityError

from idp.admin.scim.entry import Entry
from idp.admin.scim.store import Written
from idp.admin.scim.where import Field, Loose, Order, Where
from idp.methods.tokens.token import State
from idp.people.finding import is_named_alike
from idp.sealing import Sealer
from idp.storage.batches import batches
from idp.storage.insert_once import insert_once
from idp.storage.methods.credentials import credential_owners, credentials
from idp.storage.methods.devices import devices
from idp.storage.methods.numbers import numbers
from idp.storage.methods.recovery import recovery_codes
from idp.storage.methods.tokens import hardware_tokens
from idp.storage.oidc.clients import client_owners
from idp.storage.oidc.consents import consents
from idp.storage.people.memberships import join_groups, memberships, touch_groups
from idp.storage.people.people import people, read_person, write_changes, write_person
from idp.storage.people.role_grants import role_grants
from idp.storage.people.sealed_identity import open_identity
from idp.storage.people.where import asks_nothing, build_where
from idp.storage.people.words import forget_words, write_words

GO_WITH_A_PERSON = (
    devices,
    numbers,
    credentials,
    credential_owners,
    recovery_codes,
    consents,
    role_grants,
    client_owners,
)
"""What goes with a person who is removed. A hardware token goes back to the cupboard."""


class ProvisioningRows:
    """Implements `ProvisioningStore`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, entry: Entry, username: str, password_hash: str) -> Written:
        person = entry.person
        is_added = insert_once(
            self._connection,
            people,
            person_id=person.person_id,
            realm=person.realm,
            canonical_username=username,
            is_locked=False,
            must_change_password=False,
            password_hash=password_hash,
            external_id=entry.external_id,
            created_at=entry.created_at,
            **write_person(self._sealer, person),
        )
        if is_added:
            join_groups(self._connection, person)
            write_words(self._connection, person)
        return Written.DONE if is_added else Written.TAKEN

    def change(self, before: Entry, after: Entry, username: str) -> Written:
        was, person = before.person, after.person
        values = write_changes(self._sealer, was, person)
        written = self._write(before, canonical_username=username, external_id=after.external_id, **values)
        if written is Written.DONE and person.groups != was.groups:
            join_groups(self._connection, person)
        if written is Written.DONE and not is_named_alike(was, person):
            write_words(self._connection, person)
        return written

    def change_password(self, entry: Entry, password_hash: str) -> Written:
        return self._write(
            entry,
            password_hash=password_hash,
            is_locked=False,
            must_change_password=False,
            updated_at=entry.person.updated_at,
        )

    def remove(self, entry: Entry) -> Written:
        person_id = entry.person.person_id
        gone = self._connection.execute(
            delete(people).where(people.c.person_id == person_id, people.c.version == entry.version)
        )
        if gone.rowcount != 1:
            return Written.MOVED
        forget_words(self._connection, person_id)
        for table in GO_WITH_A_PERSON:
            self._connection.execute(delete(table).where(table.c.person_id == person_id))
        self._connection.execute(
            update(hardware_tokens)
            .where(hardware_tokens.c.person_id == person_id)
            .values(state=State.RETURNED.value, person_id=None, handed_out_at=None, last_used_at=None)
        )
        joined = select(memberships.c.group_id).where(memberships.c.person_id == person_id)
        groups = sorted(self._connection.execute(joined).scalars())
        self._connection.execute(delete(memberships).where(memberships.c.person_id == person_id))
        touch_groups(self._connection, groups, entry.person.updated_at)
        return Written.DONE

    def find(self, person_id: str) -> Entry | None:
        row = self._connection.execute(select(people).where(people.c.person_id == person_id)).first()
        return None if row is None else self._read(row)

    def list_entries(self, person_ids: Collection[str]) -> tuple[Entry, ...]:
        rows = (
            row
            for some in batches(sorted(person_ids))
            for row in self._connection.execute(
                select(people).where(people.c.person_id.in_(some)).order_by(people.c.person_id)
            )
        )
        return tuple(map(self._read, rows))

    def count(self, where: Where, most: int | None = None) -> int:
        found = select(people.c.person_id).where(build_where(where))
        if most is not None:
            found = found.limit(most + 1)
        return self._connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()

    def search(self, where: Where, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        key = build_order(order)
        # Walked along the ids, SQLite looks everybody up for the few who are wanted; the empty text keeps it from that.
        tie = people.c.person_id if asks_nothing(where) else people.c.person_id.concat("")
        key = tie if order.field is Field.PERSON_ID else key
        ordered = (key.desc() if order.is_descending else key, tie)
        page = select(people.c.person_id).where(build_where(where)).order_by(*ordered)
        page = page.offset(offset).limit(limit)
        found = select(people).where(people.c.person_id.in_(page)).order_by(*ordered)
        return tuple(map(self._read, self._connection.execute(found)))

    def _write(self, entry: Entry, **values: Any) -> Written:
        """Write over the version that was read."""
        change = (
            update(people)
            .where(people.c.person_id == entry.person.person_id, people.c.version == entry.version)
            .values(version=people.c.version + 1, **values)
        )
        try:
            with self._connection.begin_nested():
                changed = self._connection.execute(change).rowcount
        except IntegrityError:
            return Written.TAKEN
        return Written.DONE if changed == 1 else Written.MOVED

    def _read(self, row: Any) -> Entry:
        person = read_person(row, open_identity(self._sealer, row.person_id, row.sealed_identity))
        return Entry(person, row.version, row.created_at or row.updated_at, row.external_id)


def build_order(order: Order) -> ColumnElement[Any]:
    """Return what the rows are ordered by: texts whatever their case, protected people by none of theirs."""
    column: ColumnElement[Any] = people.c[order.field.value]
    if order.field in {Field.PERSON_ID, Field.UPDATED_AT, Field.CREATED_AT}:
        return column
    if isinstance(order.field, Loose) or order.field is Field.USERNAME:
        column = case((people.c.is_protected, null()), else_=column)
    return func.lower(column)
