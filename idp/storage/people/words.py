"""The words by which people of the local directory are found, kept beside them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Boolean, Column, Connection, Index, String, Table, delete, insert, select

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
    """Make these the words by which each of the people is found; those from before go. What is so already is not written."""
    wanted = {
        person.person_id: {(word.text, person.realm, word.is_hidden) for word in list_words(person)}
        for person in people
    }
    known = load_words(connection, [person.person_id for person in people])
    changed = [one for one in wanted if known.get(one, set()) != wanted[one]]
    for some in batches([one for one in changed if one in known]):
        connection.execute(delete(people_words).where(people_words.c.person_id.in_(some)))
    words = [
        {"person_id": one, "word": word, "realm": realm, "is_hidden": is_hidden}
        for one in changed
        for word, realm, is_hidden in sorted(wanted[one])
    ]
    if words:
        connection.execute(insert(people_words), words)


def load_words(connection: Connection, person_ids: Sequence[str]) -> Mapping[str, set[tuple[str, str, bool]]]:
    """Read the words of each who has any: the word, the realm, and whether it is hidden."""
    known: dict[str, set[tuple[str, str, bool]]] = {}
    for some in batches(person_ids):
        for row in connection.execute(select(people_words).where(people_words.c.person_id.in_(some))):
            known.setdefault(row.person_id, set()).add((row.word, row.realm, row.is_hidden))
    return known


def forget_words(connection: Connection, person_id: str) -> None:
    """Forget the words of a person."""
    connection.execute(delete(people_words).where(people_words.c.person_id == person_id))
