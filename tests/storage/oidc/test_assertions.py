"""Used client assertions in both databases."""

from datetime import UTC, datetime

from idp.storage.unit_of_work import Database
from tests.support.together import together

LATER = datetime(2026, 3, 11, 11, 5, tzinfo=UTC)


def test_of_fifty_uses_one_is_the_first(database: Database) -> None:
    def use(_: int) -> bool:
        with database.begin() as stores:
            return stores.assertions.use("c1", "hash", LATER)

    assert sum(together(use)) == 1


def test_two_clients_may_choose_the_same_jti(database: Database) -> None:
    with database.begin() as stores:
        assert stores.assertions.use("c1", "hash", LATER)
        assert stores.assertions.use("c2", "hash", LATER)
        assert not stores.assertions.use("c1", "hash", LATER)
