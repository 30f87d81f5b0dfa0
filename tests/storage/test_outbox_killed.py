"""What a process that is killed leaves behind, and what the next one makes of it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from idp.delivery.dispatcher import LEASE, Dispatcher
from idp.delivery.message import Message, Purpose
from idp.storage.unit_of_work import Database
from tests.support.outbox import ObedientSender

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

SENDING = dedent("""
    import sys, time
    from datetime import datetime
    from idp.delivery.dispatcher import Dispatcher
    from idp.storage.engine import build_engine
    from idp.storage.unit_of_work import Database
    from tests.support.store_keys import STORE_KEYS

    class HangingSender:
        def send(self, message):
            print("sending", flush=True)
            time.sleep(600)

    database = Database(build_engine(sys.argv[1]), STORE_KEYS)
    Dispatcher(database.begin, {"mail": HangingSender()}, lambda: datetime.fromisoformat(sys.argv[2])).run_once()
""")


def queue(database: Database, message_id: str, purpose: Purpose) -> None:
    with database.begin() as stores:
        stores.outbox.add(
            Message(message_id, "mail", "to", "subject", "body", purpose, NOW, NOW + timedelta(minutes=10))
        )


@contextmanager
def sending_process(database: Database) -> Iterator[subprocess.Popen[str]]:
    """Run a dispatcher in a process of its own until it is in the middle of sending."""
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", SENDING, url, NOW.isoformat()]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "sending\n"
            yield process
        finally:
            process.kill()


def dispatch(database: Database, at: datetime) -> list[str]:
    """Return what a new process sends at this moment."""
    sender = ObedientSender()
    Dispatcher(database.begin, {"mail": sender}, lambda: at).run_once()
    return [message.message_id for message in sender.sent]


@pytest.mark.parametrize("purpose", ["notice", "logout"])
def test_a_process_killed_while_sending_loses_nothing_that_may_be_sent_twice(
    database: Database, purpose: Purpose
) -> None:
    queue(database, "m1", purpose)
    with sending_process(database) as process:
        process.kill()
    assert dispatch(database, NOW) == []
    assert dispatch(database, NOW + LEASE) == ["m1"]
    assert dispatch(database, NOW + LEASE * 2) == []


def test_a_process_killed_while_sending_a_code_sends_no_second_one(database: Database) -> None:
    queue(database, "m1", "code")
    with sending_process(database) as process:
        process.kill()
    assert dispatch(database, NOW + LEASE) == []


def test_what_a_killed_process_had_not_begun_to_send_goes_out_at_once(database: Database) -> None:
    queue(database, "m1", "code")
    queue(database, "m2", "code")
    with sending_process(database) as process:
        process.kill()
    assert len(dispatch(database, NOW)) == 1
