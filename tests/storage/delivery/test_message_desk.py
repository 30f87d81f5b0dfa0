from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from idp.delivery.desk import Entry, Place
from idp.delivery.dispatcher import Dispatcher
from idp.delivery.message import Message, Purpose
from idp.delivery.sender import SendFailed
from idp.storage.delivery.delivery_reports import delivery_reports
from idp.storage.unit_of_work import Database
from tests.support.outbox import ObedientSender
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LIFE = timedelta(hours=1)
REFUSED = SendFailed("smtp_550", is_final=True, price=Decimal(35))


def queue(database: Database, message_id: str = "m1", purpose: Purpose = "notice") -> None:
    with database.begin() as stores:
        stores.outbox.add(
            Message(message_id, "mail", "a@b.example", "subject", "body", purpose, NOW, NOW + LIFE, "p1")
        )


def dispatch(database: Database, *failures: Exception) -> list[str]:
    sender = ObedientSender(*failures)
    Dispatcher(database.begin, {"mail": sender}, lambda: NOW).run_once()
    return [message.body for message in sender.sent]


def look(database: Database, place: Place, at: datetime = NOW) -> Sequence[Entry]:
    with database.begin() as stores:
        found: Sequence[Entry] = stores.message_desk.list(place, at)
        return found


def retry(database: Database, message_id: str = "m1", at: datetime = NOW) -> bool:
    with database.begin() as stores:
        done: bool = stores.message_desk.retry(message_id, at)
        return done


def test_what_waits_and_what_failed_is_seen_without_its_content(database: Database) -> None:
    queue(database)
    assert [entry.place for entry in look(database, "waiting")] == ["waiting"]
    assert look(database, "failed") == ()
    dispatch(database, REFUSED)
    (entry,) = look(database, "failed")
    assert look(database, "waiting") == ()
    assert entry == Entry("m1", "mail", "notice", "failed", 1, "smtp_550", NOW, NOW + LIFE, can_retry=True)


def test_what_was_sent_is_not_seen(database: Database) -> None:
    queue(database)
    dispatch(database)
    assert (look(database, "waiting"), look(database, "failed")) == ((), ())


def test_a_failed_notice_is_sent_again_whole_and_counted_as_sent(database: Database) -> None:
    queue(database)
    dispatch(database, REFUSED)
    assert retry(database)
    assert dispatch(database) == ["body"]
    with database.engine.connect() as connection:
        row = connection.execute(select(delivery_reports)).one()
    assert (row.result, row.error_class, row.price) == ("sent", "", 35)


def test_of_fifty_who_retry_one_does(database: Database) -> None:
    queue(database)
    dispatch(database, REFUSED)
    assert sum(together(lambda _: retry(database))) == 1
    assert len(dispatch(database)) == 1


def test_a_code_is_never_sent_again(database: Database) -> None:
    queue(database, purpose="code")
    dispatch(database, REFUSED)
    assert [entry.can_retry for entry in look(database, "failed")] == [False]
    assert not retry(database)


@pytest.mark.parametrize("at", [NOW + LIFE, NOW + LIFE * 2])
def test_what_is_too_old_is_not_sent_again(database: Database, at: datetime) -> None:
    queue(database)
    dispatch(database, REFUSED)
    assert not look(database, "failed", at)[0].can_retry
    assert not retry(database, at=at)


def test_what_has_not_failed_is_not_sent_twice(database: Database) -> None:
    queue(database)
    assert not retry(database)
    dispatch(database)
    assert not retry(database)
    assert not retry(database, "unknown")
    assert dispatch(database) == []


def test_sending_again_is_in_the_trail(database: Database) -> None:
    queue(database)
    dispatch(database, REFUSED)
    retry(database)
    with database.begin() as stores:
        assert [row.tag for row in stores.audit.load_rows()] == ["message.failed", "message.retried"]
