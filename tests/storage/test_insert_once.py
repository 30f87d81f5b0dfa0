"""The first writer of a key is told so, on either database."""

from idp.storage.insert_once import insert_once
from idp.storage.oidc.assertions import assertions
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW
from tests.support.together import together


def insert(database: Database, key: str) -> bool:
    row = {column.name: key for column in assertions.primary_key} | {"expires_at": NOW}
    with database.engine.begin() as connection:
        return insert_once(connection, assertions, **row)


def test_the_first_writer_of_a_key_is_told_so_and_the_second_is_not(database: Database) -> None:
    assert [insert(database, "a"), insert(database, "a"), insert(database, "b")] == [True, False, True]


def test_of_fifty_writers_of_one_key_one_is_first(database: Database) -> None:
    assert together(lambda _: insert(database, "a")).count(True) == 1
