"""The local directory in the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from idp.people.local import Account
from idp.people.person import Person
from idp.sealing import Sealer
from idp.storage.batches import batches
from idp.storage.driver.prepared import Prepared
from idp.storage.driver.rows import make_row_type
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata
from idp.storage.people.memberships import join_groups
from idp.storage.people.sealed_identity import is_identity_same, open_identity, seal_identity
from idp.storage.people.words import write_words

people = Table(
    "people",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("realm", String(32), nullable=False),
    Column("canonical_username", String(256), nullable=False),
    Column("username", String(256), nullable=False),
    Column("name", String(256), nullable=False),
    Column("given_name", String(128), nullable=False),
    Column("family_name", String(128), nullable=False),
    Column("email", String(256)),
    Column("groups", JSON, nullable=False),
    Column("unit", String(128), nullable=False),
    Column("title", String(128), nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("is_protected", Boolean, nullable=False),
    Column("is_locked", Boolean, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("employed_until", Moment),
    Column("password_expires_at", Moment),
    Column("employee_id", String(64)),
    Column("alias", String(128)),
    Column("sealed_identity", LargeBinary),
    Column("updated_at", Moment, nullable=False),
    Column("created_at", Moment),
    Column("external_id", String(256), index=True),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("realm", "canonical_username"),
    UniqueConstraint("realm", "employee_id"),
    Index("ix_people_canonical_username", "canonical_username"),
    Index("ix_people_updated_at", "updated_at"),
)

PERSON = (
    people.c.person_id,
    people.c.realm,
    people.c.username,
    people.c.name,
    people.c.given_name,
    people.c.family_name,
    people.c.email,
    people.c.groups,
    people.c.unit,
    people.c.title,
    people.c.is_active,
    people.c.is_protected,
    people.c.employed_until,
    people.c.password_expires_at,
    people.c.employee_id,
    people.c.alias,
    people.c.sealed_identity,
    people.c.updated_at,
)
"""What a person is read from."""

make_person_row = make_row_type([column.name for column in PERSON])

FIND_ACCOUNT = Prepared(
    select(people).where(
        people.c.realm == bindparam("realm"), people.c.canonical_username == bindparam("username")
    )
)
FIND_PERSON = Prepared(select(*PERSON).where(people.c.person_id == bindparam("wanted")))


class PeopleRows:
    """Implements `PeopleStore`. Personal and coordination numbers are sealed for their own row."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, account: Account, username: str) -> bool:
        person = account.person
        is_added = insert_once(
            self._connection,
            people,
            person_id=person.person_id,
            realm=person.realm,
            canonical_username=username,
            is_locked=account.is_locked,
            must_change_password=account.must_change_password,
            password_hash=account.password_hash,
            created_at=person.updated_at,
            **write_person(self._sealer, person),
        )
        if is_added:
            join_groups(self._connection, person)
            write_words(self._connection, person)
        return is_added

    def change(self, person: Person) -> bool:
        try:
            with self._connection.begin_nested():
                is_changed = self._update(
                    people.c.person_id == person.person_id, **write_person(self._sealer, person)
                )
        except IntegrityError:
            return False
        if is_changed:
            join_groups(self._connection, person)
            write_words(self._connection, person)
        return is_changed

    def find_account(self, realm: str, username: str) -> Account | None:
        row = FIND_ACCOUNT.first(self._connection, {"realm": realm, "username": username})
        if row is None:
            return None
        return Account(self._read(row), row.password_hash, row.is_locked, row.must_change_password)

    def find_person(self, person_id: str) -> Person | None:
        row = FIND_PERSON.first(self._connection, {"wanted": person_id})
        return None if row is None else self._read(row)

    def find_people(self, person_ids: Sequence[str], realm: str) -> tuple[Person, ...]:
        # Asked for the realm too, SQLite reads everybody of it: test_people_are_found_by_their_ids_alone.
        rows = (
            row
            for some in batches(person_ids)
            for row in self._connection.execute(select(people).where(people.c.person_id.in_(some)))
        )
        return tuple(self._read(row) for row in rows if row.realm == realm)

    def replace_hash(self, person_id: str, old_hash: str, new_hash: str) -> bool:
        same = (people.c.person_id == person_id, people.c.password_hash == old_hash)
        anew = update(people).where(*same).values(password_hash=new_hash)
        return self._connection.execute(anew).rowcount == 1

    def set_password(self, person_id: str, new_hash: str, now: datetime) -> bool:
        return self._update(
            people.c.person_id == person_id,
            password_hash=new_hash,
            must_change_password=False,
            is_locked=False,
            updated_at=now,
        )

    def set_active(self, person_id: str, is_active: bool, now: datetime) -> bool:
        return self._update(people.c.person_id == person_id, is_active=is_active, updated_at=now)

    def list_people(self, realm: str | None = None) -> tuple[Person, ...]:
        query = select(people).order_by(people.c.realm, people.c.canonical_username)
        if realm is not None:
            query = query.where(people.c.realm == realm)
        return tuple(self._read(row) for row in self._connection.execute(query))

    def _update(self, *conditions: Any, **values: Any) -> bool:
        change = update(people).where(*conditions).values(version=people.c.version + 1, **values)
        return self._connection.execute(change).rowcount == 1

    def _read(self, row: Any) -> Person:
        """Build the record from a row."""
        return read_person(row, open_identity(self._sealer, row.person_id, row.sealed_identity))


def write_person(sealer: Sealer, person: Person) -> dict[str, Any]:
    """Return the columns of a person but those that never change: the id, the realm and the username's key."""
    return {**write_plain(person), "sealed_identity": seal_identity(sealer, person)}


def write_changes(sealer: Sealer, before: Person, after: Person) -> dict[str, Any]:
    """Return those of these columns that differ."""
    was = write_plain(before)
    changed = {name: value for name, value in write_plain(after).items() if value != was[name]}
    if not is_identity_same(before, after):
        changed["sealed_identity"] = seal_identity(sealer, after)
    return changed


def write_plain(person: Person) -> dict[str, Any]:
    """Return what is not sealed of these columns."""
    return {
        "username": person.username,
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "groups": sorted(person.groups),
        "unit": person.unit,
        "title": person.title,
        "is_active": person.is_active,
        "is_protected": person.is_protected,
        "employed_until": person.expires_at,
        "password_expires_at": person.password_expires_at,
        "employee_id": person.employee_id,
        "alias": person.alias,
        "updated_at": person.updated_at,
    }


def read_joined_person(cells: Iterable[Any], sealer: Sealer) -> Person:
    """Build the record from the columns PERSON of another statement."""
    row = make_person_row(cells)
    return read_person(row, open_identity(sealer, row.person_id, row.sealed_identity))


def read_person(row: Any, identity: Mapping[str, Any]) -> Person:
    """Build the record from a row and its opened numbers."""
    return Person(
        person_id=row.person_id,
        realm=row.realm,
        username=row.username,
        name=row.name,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        groups=frozenset(row.groups),
        unit=row.unit,
        title=row.title,
        is_active=row.is_active,
        is_protected=row.is_protected,
        expires_at=row.employed_until,
        updated_at=row.updated_at,
        employee_id=row.employee_id,
        alias=row.alias,
        password_expires_at=row.password_expires_at,
        **identity,
    )
