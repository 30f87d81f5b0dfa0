"""The words and groups by which people of the local directory are found, kept beside them."""

from collections.abc import Iterable

from sqlalchemy import Boolean, Column, Connection, Index, String, Table, delete, insert

from idp.people.finding import list_words
from idp.people.person import Person
from idp.people.username import canonical_username
from idp.storage.metadata import metadata

BYTEWISE = String(64).with_variant(String(64, collation="C"), "postgresql")
"""Compared as its bytes on both databases, so that a range of an index holds exactly what begins alike."""

MOST_GROUP = 256
"""Characters by which a group is found."""

people_words = Table(
    "people_words",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("word", BYTEWISE, primary_key=True),
    Column("realm", String(32), nullable=False),
    Column("is_hidden", Boolean, nullable=False),
    Index("ix_people_words_word_person_id", "word", "person_id"),
)

people_in_groups = Table(
    "people_in_groups",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("group_name", String(MOST_GROUP), primary_key=True),
    Column("realm", String(32), nullable=False),
    Column("canonical_username", String(256), nullable=False),
    Index("ix_people_in_groups_found", "group_name", "realm", "canonical_username"),
)


def write_words(connection: Connection, people: Iterable[Person]) -> None:
    """Make these the words and groups by which the people are found; those from before go."""
    for person in people:
        forget_words(connection, person.person_id)
        of = {"person_id": person.person_id, "realm": person.realm}
        words = [of | {"word": one.text, "is_hidden": one.is_hidden} for one in list_words(person)]
        username = canonical_username(person.username) or person.username
        groups = [
            of | {"group_name": name[:MOST_GROUP], "canonical_username": username}
            for name in sorted(person.groups)
        ]
        for table, rows in ((people_words, words), (people_in_groups, groups)):
            if rows:
                connection.execute(insert(table), rows)


def forget_words(connection: Connection, person_id: str) -> None:
    """Forget the words and groups of a person."""
    for table in (people_words, people_in_groups):
        connection.execute(delete(table).where(table.c.person_id == person_id))
