"""Codes and refresh tokens exchanged in both databases: once, whole, and with an entry in the journal, or not at all."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, Table, func, select
from sqlalchemy.exc import IntegrityError

from idp.audit.chain import find_breaks
from idp.audit.events import Event, Tag
from idp.oidc.machine_token import MachineToken
from idp.storage.oidc.exchanges import DatabaseExchanges
from idp.storage.oidc.grants import grants, tokens
from idp.storage.oidc.machine_tokens import machine_tokens
from idp.storage.trail.audit import audit_trail
from idp.storage.trail.journal import audit_journal
from idp.storage.unit_of_work import Database
from tests.storage.oidc.test_grants import ACCESS, CLIENT, GRANT, IDLE, NOW, REFRESH, SECOND, SESSION
from tests.support.statements import watch_statements
from tests.support.store_keys import STORE_KEYS
from tests.support.together import together

EVENT = Event(Tag.CODE_REDEEMED, NOW, client_id="c1", details={"grant_id": "g1"})
NEW = (replace(ACCESS, token_hash="new access"), replace(REFRESH, token_hash="new refresh"))
MACHINE = MachineToken("machine", "c1", ("api",), NOW + SECOND)


@pytest.fixture
def exchanges(database: Database) -> DatabaseExchanges:
    """Over one grant whose code is good, with a refresh token that is."""
    with database.begin() as stores:
        stores.clients.add(CLIENT)
        stores.sessions.add(SESSION, "secret")
        stores.grants.add(GRANT)
        stores.grants.add_tokens((REFRESH,))
    return DatabaseExchanges(database)


def count(engine: Engine, table: Table) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar() or 0


def count_written(exchanges: DatabaseExchanges) -> tuple[int, int]:
    """Return how many tokens there are beside the first, and how many entries wait in the journal."""
    engine = exchanges.database.engine
    return count(engine, tokens) - 1, count(engine, audit_journal)


def test_a_redemption_stores_the_tokens_and_its_event(exchanges: DatabaseExchanges) -> None:
    assert exchanges.redeem("g1", NEW, EVENT, NOW)
    assert count_written(exchanges) == (2, 1)
    with exchanges.database.begin() as stores:
        assert stores.grants.find_by_access("new access", NOW, IDLE) is not None
        assert stores.grants.find_by_refresh("new refresh", NOW, IDLE) is not None
        assert [(row.tag, row.at) for row in stores.audit.load_rows()] == [("code.redeemed", NOW)]


def test_a_token_that_is_good_for_less_comes_back_so(exchanges: DatabaseExchanges) -> None:
    assert exchanges.redeem("g1", (replace(NEW[0], scopes=("openid",)),), EVENT, NOW)
    with exchanges.database.read() as stores:
        held = stores.grants.find_by_access("new access", NOW, IDLE)
    assert held is not None
    assert held.grant.scopes == ("openid",)


def test_of_fifty_redemptions_one_wins_and_alone_writes(exchanges: DatabaseExchanges) -> None:
    def redeem(number: int) -> bool:
        return exchanges.redeem("g1", (replace(ACCESS, token_hash=f"a{number}"),), EVENT, NOW)

    assert sum(together(redeem)) == 1
    assert count_written(exchanges) == (1, 1)


def test_of_fifty_refreshes_one_wins_and_alone_writes(exchanges: DatabaseExchanges) -> None:
    def rotate(number: int) -> bool:
        return exchanges.rotate("refresh", (replace(ACCESS, token_hash=f"a{number}"),), EVENT, NOW)

    assert sum(together(rotate)) == 1
    assert count_written(exchanges) == (1, 1)


def test_a_redemption_that_fails_leaves_the_code_good(exchanges: DatabaseExchanges) -> None:
    with pytest.raises(IntegrityError):
        exchanges.redeem("g1", (*NEW, REFRESH), EVENT, NOW)
    with pytest.raises(ValueError, match="time zone"):
        exchanges.redeem("g1", NEW, replace(EVENT, at=NOW.replace(tzinfo=None)), NOW)
    assert count_written(exchanges) == (0, 0)
    assert exchanges.redeem("g1", NEW, EVENT, NOW)


def test_a_code_is_redeemed_before_its_end_and_not_at_it(exchanges: DatabaseExchanges) -> None:
    assert not exchanges.redeem("g1", NEW, EVENT, GRANT.code_expires_at)
    assert exchanges.redeem("g1", NEW, EVENT, GRANT.code_expires_at - SECOND)


def test_a_refresh_token_is_used_before_its_end_and_not_at_it(exchanges: DatabaseExchanges) -> None:
    assert not exchanges.rotate("refresh", NEW, EVENT, REFRESH.expires_at)
    assert exchanges.rotate("refresh", NEW, EVENT, REFRESH.expires_at - SECOND)


def test_a_redeemed_code_and_a_rotated_token_are_known_as_spent(exchanges: DatabaseExchanges) -> None:
    assert exchanges.redeem("g1", (), EVENT, NOW)
    assert exchanges.rotate("refresh", (), EVENT, NOW)
    with exchanges.database.read() as stores:
        by_code = stores.grants.find_by_code("code", NOW, IDLE)
        by_token = stores.grants.find_by_refresh("refresh", NOW, IDLE)
    assert by_code is not None
    assert by_token is not None
    assert by_code.is_spent
    assert by_token.is_spent


def test_a_revoked_grant_gives_nothing_any_more(exchanges: DatabaseExchanges) -> None:
    with exchanges.database.begin() as stores:
        assert stores.grants.revoke("g1", NOW)
    assert not exchanges.redeem("g1", NEW, EVENT, NOW)
    assert not exchanges.rotate("refresh", NEW, EVENT, NOW)
    assert count_written(exchanges) == (0, 0)


def test_an_access_token_does_not_refresh(exchanges: DatabaseExchanges) -> None:
    with exchanges.database.begin() as stores:
        stores.grants.add_tokens((ACCESS,))
    assert not exchanges.rotate("access", NEW, EVENT, NOW)


def test_a_client_that_takes_part_gets_a_grant_with_its_event(exchanges: DatabaseExchanges) -> None:
    again = replace(GRANT, grant_id="g2", code_hash="second code")
    with exchanges.database.begin() as stores:
        stores.sessions.add_client(GRANT.sid, GRANT.client_id, NOW)
        version = stores.clients.version()
    assert exchanges.grant_again(again, EVENT, version)
    assert count_written(exchanges) == (0, 1)
    with exchanges.database.read() as stores:
        held = stores.grants.find_by_code("second code", NOW, IDLE)
    assert held is not None
    assert held.grant == again


def test_a_registration_that_has_changed_since_gives_nothing_at_once(exchanges: DatabaseExchanges) -> None:
    with exchanges.database.begin() as stores:
        stores.sessions.add_client(GRANT.sid, GRANT.client_id, NOW)
        version = stores.clients.version()
        stores.clients.add(replace(CLIENT, client_id="another"))
    assert not exchanges.grant_again(replace(GRANT, grant_id="g2", code_hash="second code"), EVENT, version)
    assert count_written(exchanges) == (0, 0)


@pytest.mark.parametrize("other", [{"sid": "s2"}, {"client_id": "c2"}])
def test_a_client_that_takes_no_part_gets_nothing_at_once(
    exchanges: DatabaseExchanges, other: dict[str, str]
) -> None:
    with exchanges.database.begin() as stores:
        stores.sessions.add_client(GRANT.sid, GRANT.client_id, NOW)
        version = stores.clients.version()
    again = replace(GRANT, grant_id="g2", code_hash="second code", **other)
    assert not exchanges.grant_again(again, EVENT, version)
    assert count_written(exchanges) == (0, 0)
    assert count(exchanges.database.engine, grants) == 1


def test_a_machines_token_is_given_while_no_registration_has_changed(exchanges: DatabaseExchanges) -> None:
    with exchanges.database.begin() as stores:
        old = stores.clients.version()
        stores.clients.add(replace(CLIENT, client_id="another"))
        version = stores.clients.version()
    assert not exchanges.issue_still(MACHINE, EVENT, old)
    assert count_written(exchanges) == (0, 0)
    assert exchanges.issue_still(MACHINE, EVENT, version)
    assert count_written(exchanges) == (0, 1)


def test_a_machines_token_comes_with_its_event(exchanges: DatabaseExchanges) -> None:
    exchanges.issue(MACHINE, EVENT)
    with exchanges.database.read() as stores:
        assert stores.machine_tokens.find("machine", NOW) == MACHINE
    assert count_written(exchanges) == (0, 1)
    with pytest.raises(IntegrityError):
        exchanges.issue(MACHINE, EVENT)
    assert count(exchanges.database.engine, machine_tokens) == 1


def test_what_wrote_nothing_leaves_no_gap_in_the_trail(exchanges: DatabaseExchanges) -> None:
    """A redemption, one that lost, another unit, a failed one, another redemption: in one chain."""
    database = exchanges.database
    assert exchanges.redeem("g1", NEW, EVENT, NOW)
    assert not exchanges.redeem("g1", NEW, EVENT, NOW)
    with database.begin() as stores:
        stores.audit.record(EVENT)
    with pytest.raises(IntegrityError):
        exchanges.rotate("refresh", NEW, EVENT, NOW)
    assert exchanges.rotate("refresh", (), EVENT, NOW)
    assert database.has_recorded.is_set()
    with database.begin() as stores:
        rows = tuple(stores.audit.load_rows())
        assert find_breaks(rows, STORE_KEYS.audit, stores.audit.load_checkpoint()) == ()
    assert len(rows) == count(database.engine, audit_trail) == 3


@pytest.mark.postgresql
def test_an_exchange_is_one_statement_on_postgresql(postgresql_engine: Engine) -> None:
    database = Database(postgresql_engine, STORE_KEYS)
    exchanges = DatabaseExchanges(database)
    with database.begin() as stores:
        stores.grants.add(GRANT)
        stores.audit.record(EVENT)
    with watch_statements(database) as seen:
        exchanges.redeem("g1", NEW, EVENT, NOW)
        exchanges.rotate("new refresh", (), EVENT, NOW)
        exchanges.issue(MACHINE, EVENT)
        exchanges.issue_still(replace(MACHINE, token_hash="next"), EVENT, 1)
    assert [one.split()[0] for one in seen] == ["WITH"] * 4


def test_an_exchange_looks_at_no_grant_or_token_but_its_own(sqlite_database: Database) -> None:
    """SQLite's plan reads no table from end to end and writes no list: a refresh costs the same after a million."""
    said: list[str] = []
    with sqlite_database.begin() as stores:
        stores.clients.add(CLIENT)
        stores.sessions.add(SESSION, "secret")
        stores.grants.add(GRANT)
        stores.grants.add_tokens((REFRESH,))
    with sqlite_database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(said.append)
    exchanges = DatabaseExchanges(sqlite_database)
    assert exchanges.redeem("g1", NEW[:1], EVENT, NOW)
    assert exchanges.rotate(REFRESH.token_hash, NEW[1:], EVENT, NOW)
    updates = [sql for sql in said if sql.lstrip().startswith("UPDATE")]
    assert len(updates) == 2
    driver.set_trace_callback(None)
    plans = [step[3] for sql in updates for step in driver.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in plans if step.startswith("SCAN") or "LIST" in step] == []
