"""The words by which people of the local directory are found, kept beside them."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Connection, Index, String, Table, delete, insert

from idp.people.finding import list_words
from idp.people.person import Person
from idp.storage.batches import batches
from idp.storage.metadata import metadata

BYTEWISE = String(64).with_variant(String(64, collation="C"), "postgresql")
"""Compared as its bytes on both databases, so that a range of an index holds exactly what begins alike."""

people_words = Table(
    "people_words",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("word", BYTEWISE, primary_key=True),
    Column("realm", String(32), nullable=False),
    Column("is_hidden", Boolean, nullable=False),
    Index("ix_people_words_word_person_id", "word", "person_id"),
)


def write_words(connection: Connection, person: Person) -> None:
    """Make these the words by which the person is found; those from before go."""
    write_all_words(connection, (person,))


def write_all_words(connection: Connection, people: Sequence[Person]) -> None:
    """Make these the words by which each of the people is found; those from before go."""
    for some in batches([person.person_id for person in people]):
        connection.execute(delete(people_words).where(people_words.c.person_id.in_(some)))
    words = [
        {
            "person_id": person.person_id,
            "word": word.text,
            "realm": person.realm,
            "is_hidden": word.is_hidden,
        }
        for person in people
        for word in list_words(person)
    ]
    if words:
        connection.execute(insert(people_words), words)


def forget_words(connection: Connection, person_id: str) -> None:
    """Forget the words of a person."""
    connection.execute(delete(people_words).where(people_words.c.person_id == person_id))
