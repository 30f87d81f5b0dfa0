"""What the outbox says of a message to the page that waits for it."""

from datetime import UTC, datetime, timedelta

from idp.delivery.message import Message, Purpose
from idp.delivery.outcome import Outcome
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=2)
LIFE = timedelta(minutes=5)


def queue(database: Database, purpose: Purpose = "code") -> Message:
    message = Message("m1", "sms", "+46701740605", "", "BCD7FG", purpose, NOW, NOW + LIFE, person_id="p1")
    with database.begin() as stores:
        stores.outbox.add(message)
        assert stores.outbox.claim(NOW, ("logout", "mail"), LIFE) is None
    return message


def find(database: Database) -> Outcome | None:
    with database.begin() as stores:
        return stores.outbox.find_outcome("m1")


def send(database: Database, reference: str = "s1") -> None:
    message = queue(database)
    with database.begin() as stores:
        stores.outbox.claim(NOW, ("sms",), LIFE)
        stores.outbox.mark_sent("m1", LATER)
        stores.reports.add(Report(message, "sent", LATER, 1, receipt=Receipt("first", reference)))


def test_nothing_is_known_of_a_message_that_was_never_queued(database: Database) -> None:
    assert find(database) is None


def test_a_message_waits_until_somebody_has_taken_or_refused_it(database: Database) -> None:
    queue(database)
    assert find(database) == Outcome("queued", NOW)
    with database.begin() as stores:
        stores.outbox.claim(NOW, ("sms",), LIFE)
    assert find(database) == Outcome("queued", NOW)


def test_a_message_that_nobody_took_yet_is_delayed_and_says_why(database: Database) -> None:
    queue(database)
    with database.begin() as stores:
        stores.outbox.claim(NOW, ("sms",), LIFE)
        stores.outbox.retry("m1", LATER, "http_503")
    assert find(database) == Outcome("delayed", NOW, "http_503")


def test_a_message_handed_over_is_sent(database: Database) -> None:
    send(database)
    assert find(database) == Outcome("sent", LATER)


def test_a_message_given_up_has_failed(database: Database) -> None:
    queue(database)
    with database.begin() as stores:
        stores.outbox.give_up("m1", LATER, "smtp_550")
    assert find(database) == Outcome("failed", LATER, "smtp_550")


def test_a_message_that_nobody_sent_in_time_has_failed(database: Database) -> None:
    queue(database)
    with database.begin() as stores:
        stores.outbox.expire(NOW + LIFE)
    assert find(database) == Outcome("failed", NOW + LIFE, "expired")


def test_a_message_the_gateway_could_not_deliver_has_failed_after_all(database: Database) -> None:
    send(database)
    with database.begin() as stores:
        assert stores.reports.note_arrival("first", "s1", "failed", NOW + LIFE, None)
    assert find(database) == Outcome("failed", NOW + LIFE, "not_delivered")


def test_a_message_that_was_delivered_stays_sent(database: Database) -> None:
    send(database)
    with database.begin() as stores:
        assert stores.reports.note_arrival("first", "s1", "delivered", NOW + LIFE, None)
        assert stores.reports.note_arrival("first", "s1", "failed", NOW + LIFE, None)
    assert find(database) == Outcome("sent", LATER)
