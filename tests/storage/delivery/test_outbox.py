from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from idp.delivery.message import Kind, Message, Purpose
from idp.delivery.outbox import Claim
from idp.storage.delivery.outbox import outbox
from idp.storage.store_keys import StoreKeys
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS, build_sealer
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
LEASE = timedelta(minutes=2)
LIFE = timedelta(minutes=5)
EVERY_KIND: tuple[Kind, ...] = ("sms", "mail", "logout")


def build_message(message_id: str = "m1", kind: Kind = "sms", purpose: Purpose = "code") -> Message:
    return Message(
        message_id=message_id,
        kind=kind,
        to="+46701740605",
        subject="Ämne",
        body="BCD7FG är din engångskod",
        purpose=purpose,
        created_at=NOW,
        expires_at=NOW + LIFE,
        person_id="p1",
        client_id="c1",
    )


def add(database: Database, *messages: Message) -> None:
    with database.begin() as stores:
        for message in messages:
            stores.outbox.add(message)


def claim(database: Database, at: datetime = NOW, kinds: tuple[Kind, ...] = EVERY_KIND) -> Claim | None:
    with database.begin() as stores:
        return stores.outbox.claim(at, kinds, LEASE)


def load_content(database: Database) -> list[bytes | None]:
    with database.engine.connect() as connection:
        return list(connection.execute(select(outbox.c.sealed)).scalars())


def test_a_queued_message_comes_back_whole(database: Database) -> None:
    add(database, build_message())
    assert claim(database) == Claim(build_message(), attempts=1)


def test_nothing_is_claimed_from_an_empty_outbox(database: Database) -> None:
    assert claim(database) is None


def test_a_message_queued_in_a_unit_that_fails_is_never_sent(database: Database) -> None:
    try:
        with database.begin() as stores:
            stores.outbox.add(build_message())
            raise RuntimeError("after queueing")
    except RuntimeError:
        pass
    assert claim(database) is None


def test_of_fifty_senders_one_gets_the_message(database: Database) -> None:
    add(database, build_message())
    claims = together(lambda _: claim(database))
    assert len([found for found in claims if found]) == 1


def test_fifty_senders_share_fifty_messages(database: Database) -> None:
    add(database, *(build_message(f"m{number}") for number in range(50)))

    def claim_until_found(_: int) -> str:
        while (found := claim(database)) is None:
            pass
        return found.message.message_id

    assert len(set(together(claim_until_found))) == 50


def test_only_the_kinds_asked_for_are_claimed(database: Database) -> None:
    add(database, build_message("m1", "sms"), build_message("m2", "mail"))
    found = claim(database, kinds=("mail",))
    assert found is not None
    assert found.message.message_id == "m2"
    assert claim(database, kinds=("mail", "logout")) is None


def test_the_message_due_longest_goes_first(database: Database) -> None:
    add(database, build_message("m1"), build_message("m2"))
    with database.begin() as stores:
        stores.outbox.retry("m1", NOW + timedelta(seconds=1), "http_500")
    found = claim(database, NOW + timedelta(seconds=2))
    assert found is not None
    assert found.message.message_id == "m2"


def test_an_expired_message_is_never_claimed(database: Database) -> None:
    add(database, build_message())
    assert claim(database, NOW + LIFE) is None


def test_a_message_put_back_waits_for_its_time(database: Database) -> None:
    add(database, build_message())
    claim(database)
    with database.begin() as stores:
        stores.outbox.retry("m1", NOW + timedelta(seconds=5), "timed_out")
    assert claim(database, NOW + timedelta(seconds=4)) is None
    assert claim(database, NOW + timedelta(seconds=5)) == Claim(build_message(), attempts=2)


def test_a_notice_whose_sender_died_is_sent_again_when_the_lease_is_out(database: Database) -> None:
    add(database, build_message(purpose="notice"))
    claim(database)
    assert claim(database, NOW + LEASE - timedelta(microseconds=1)) is None
    found = claim(database, NOW + LEASE)
    assert found is not None
    assert found.attempts == 2


def test_a_clock_that_is_behind_keeps_nothing_back(database: Database) -> None:
    add(database, build_message())
    found = claim(database, NOW - timedelta(hours=1))
    assert found == Claim(build_message(), attempts=1)
    with database.begin() as stores:
        stores.outbox.retry("m1", NOW + timedelta(seconds=1), "http_500")
    assert claim(database, NOW - timedelta(hours=1)) is None


def test_a_clock_that_was_ahead_keeps_nothing_back(database: Database) -> None:
    ahead = NOW + timedelta(days=400)
    add(database, replace(build_message(purpose="notice"), expires_at=ahead + LIFE))
    claim(database, ahead)
    found = claim(database, NOW)
    assert found is not None
    with database.begin() as stores:
        stores.outbox.retry("m1", ahead + timedelta(seconds=1), "http_500")
    found = claim(database, NOW)
    assert found is not None
    assert found.attempts == 3


def test_a_code_that_a_clock_which_was_ahead_leased_is_not_sent_again(database: Database) -> None:
    ahead = NOW + timedelta(days=400)
    add(database, replace(build_message(purpose="code"), expires_at=ahead + LIFE))
    claim(database, ahead)
    assert claim(database, NOW) is None


def test_a_code_whose_sender_died_is_not_sent_again(database: Database) -> None:
    add(database, build_message(purpose="code"))
    claim(database)
    assert claim(database, NOW + LEASE) is None


def test_address_subject_and_body_lie_sealed(database: Database) -> None:
    add(database, build_message())
    (sealed,) = load_content(database)
    assert sealed is not None
    assert not any(part in sealed for part in (b"0701740605", b"46701740605", "Ämne".encode(), b"BCD7FG"))


def test_a_sealed_message_does_not_open_in_another_row(database: Database) -> None:
    add(database, build_message("m1"), build_message("m2"))
    with database.engine.begin() as connection:
        stolen = connection.execute(select(outbox.c.sealed).where(outbox.c.message_id == "m1")).scalar()
        connection.execute(outbox.update().where(outbox.c.message_id == "m2").values(sealed=stolen))
    assert claim(database) is not None
    assert claim(database) is None


def test_a_message_whose_key_is_gone_does_not_stop_those_behind_it(database: Database) -> None:
    add(database, build_message("m1"))
    later = Database(database.engine, StoreKeys(STORE_KEYS.audit, build_sealer(b"t")))
    add(later, build_message("m2"))
    found = claim(later)
    assert found is not None
    assert found.message.message_id == "m2"


def test_a_sent_message_is_wiped_and_never_claimed_again(database: Database) -> None:
    add(database, build_message(purpose="notice"))
    claim(database)
    with database.begin() as stores:
        stores.outbox.mark_sent("m1", NOW)
    assert load_content(database) == [None]
    assert claim(database, NOW + LEASE) is None


def test_a_code_given_up_is_wiped_and_never_claimed_again(database: Database) -> None:
    add(database, build_message(purpose="code"))
    claim(database)
    with database.begin() as stores:
        stores.outbox.give_up("m1", NOW, "smtp_550")
    assert load_content(database) == [None]
    assert claim(database, NOW + LEASE) is None


def test_a_notice_given_up_is_never_claimed_again_and_wiped_when_it_expires(database: Database) -> None:
    add(database, build_message(purpose="notice"))
    claim(database)
    with database.begin() as stores:
        stores.outbox.give_up("m1", NOW, "smtp_550")
    assert load_content(database) != [None]
    assert claim(database, NOW + LEASE) is None
    with database.begin() as stores:
        assert stores.outbox.expire(NOW + LIFE) == ()
    assert load_content(database) == [None]


def test_what_expires_is_wiped_and_named_once_without_its_content(database: Database) -> None:
    add(database, build_message())
    with database.begin() as stores:
        assert stores.outbox.expire(NOW + LIFE - timedelta(microseconds=1)) == ()
        (unsent,) = stores.outbox.expire(NOW + LIFE)
        assert stores.outbox.expire(NOW + LIFE) == ()
    assert (unsent.message_id, unsent.to, unsent.subject, unsent.body) == ("m1", "", "", "")
    assert load_content(database) == [None]


def test_a_late_word_from_a_sender_changes_nothing_that_has_ended(database: Database) -> None:
    add(database, build_message())
    claim(database)
    with database.begin() as stores:
        stores.outbox.expire(NOW + LIFE)
        stores.outbox.retry("m1", NOW, "http_500")
    assert claim(database, NOW) is None
