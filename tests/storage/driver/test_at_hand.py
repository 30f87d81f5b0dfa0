"""Connections stay open between units of prepared statements, and leave nothing of one unit to the next."""

import pytest
from sqlalchemy import Engine, String, bindparam, select, text

from idp.storage.driver.at_hand import KEPT, AtHand
from idp.storage.driver.prepared import Prepared
from idp.storage.driver.transaction import build_writer
from idp.storage.engine import OVERLOAD_ERRORS, build_engine

ECHO = Prepared(select(bindparam("word", type_=String).label("word")))


@pytest.fixture
def at_hand(engine: Engine) -> AtHand:
    """Over each database."""
    return AtHand(engine, build_writer)


def test_the_next_unit_gets_the_same_connection(at_hand: AtHand) -> None:
    with at_hand.lend() as first:
        assert ECHO.first(first, {"word": "a"}).word == "a"
    with at_hand.lend() as second:
        assert second is first


def test_two_units_at_once_get_two(at_hand: AtHand) -> None:
    with at_hand.lend() as first, at_hand.lend() as second:
        assert second is not first


def test_what_ran_anything_else_goes_back_to_the_pool(at_hand: AtHand) -> None:
    with at_hand.lend() as first:
        first.execute(text("SELECT 1"))
    assert first.closed
    with at_hand.lend() as second:
        assert not second.in_transaction()


def test_a_unit_that_failed_leaves_no_connection_behind(at_hand: AtHand) -> None:
    with pytest.raises(ZeroDivisionError), at_hand.lend() as first:
        raise ZeroDivisionError
    assert first.closed


def test_only_a_few_are_kept(at_hand: AtHand, engine: Engine) -> None:
    lent = [at_hand.lend() for _ in range(KEPT + 2)]
    for one in lent:
        one.__enter__()
    for one in lent:
        one.__exit__(None, None, None)
    assert engine.pool.checkedout() == KEPT  # type: ignore[attr-defined]  # a queue's pool has it
    at_hand.give_back()
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a queue's pool has it


def test_the_end_of_the_engine_ends_what_is_kept(at_hand: AtHand, engine: Engine) -> None:
    with at_hand.lend() as first:
        pass
    engine.dispose()
    assert first.closed


@pytest.mark.postgresql
@pytest.mark.parametrize("rest_seconds", [-1, 60])
def test_one_that_the_server_hung_up_is_found_out_after_a_rest_and_refused_before(
    postgresql_url: str, rest_seconds: float
) -> None:
    engine = build_engine(postgresql_url, rest_seconds=rest_seconds)
    at_hand = AtHand(engine, build_writer, rest_seconds)
    try:
        with at_hand.lend() as kept:
            pid = kept.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]  # psycopg's has it
        with engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        if rest_seconds > 0:
            with pytest.raises(OVERLOAD_ERRORS), at_hand.lend() as lost:
                ECHO.first(lost, {"word": "a"})
        with at_hand.lend() as fresh:
            assert ECHO.first(fresh, {"word": "a"}).word == "a"
    finally:
        engine.dispose()
