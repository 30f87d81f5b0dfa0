"""The migration to people found by words writes the words of everybody who was there. Goes when the migration goes."""

from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations

from idp.people.local import Account
from idp.storage.people_words import people_words
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA


def test_everybody_there_is_found_afterwards(database: Database) -> None:
    migration = import_module("idp.storage.migrations.versions.0007_find_people_by_words_and_reset_methods")
    with database.begin() as stores:
        for person in (MARIA, GUNILLA):
            stores.people.add(Account(person, "hash"), person.username)
    with database.engine.begin() as connection:
        before = set(connection.execute(people_words.select()))
        connection.execute(people_words.delete())
        with Operations.context(MigrationContext.configure(connection)):
            migration.write_what_is_there()
        assert before == set(connection.execute(people_words.select()))
        assert before
