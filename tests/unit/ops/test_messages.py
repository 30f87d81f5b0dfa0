"""What whoever runs the provider sees of messages."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from idp.clock import system_clock
from idp.config.reading import read_config
from idp.delivery.breaker import FAILURES
from idp.delivery.message import Message, Purpose
from idp.ops.opened import open_database
from idp.storage.unit_of_work import Database
from tests.unit.ops.conftest import Run


@pytest.fixture
def database(installed: Run, folder: Path) -> Iterator[Database]:
    with open_database(read_config(folder / "idp.toml", {})) as opened:
        yield opened


def queue(database: Database, message_id: str, purpose: Purpose) -> None:
    now = system_clock()
    with database.begin() as stores:
        stores.outbox.add(
            Message(
                message_id,
                "mail",
                "canary@b.example",
                "canary",
                "canary",
                purpose,
                now,
                now + timedelta(hours=1),
            )
        )


def give_up(database: Database, *message_ids: str) -> None:
    with database.begin() as stores:
        for message_id in message_ids:
            stores.outbox.give_up(message_id, system_clock(), "smtp_550")


def test_messages_are_listed_without_anything_of_them(installed: Run, database: Database) -> None:
    queue(database, "m1", "notice")
    queue(database, "m2", "code")
    give_up(database, "m2")
    said = installed("messages", "list").out + installed("messages", "list", "--failed").out
    assert "m1" in said
    assert "smtp_550" in said
    assert "canary" not in said
    (failed,) = json.loads(installed("messages", "list", "--failed", "--json").out)
    assert (failed["message_id"], failed["can_retry"]) == ("m2", False)


def test_a_failed_notice_is_sent_again_and_a_code_is_not(installed: Run, database: Database) -> None:
    queue(database, "m1", "notice")
    queue(database, "m2", "code")
    give_up(database, "m1", "m2")
    assert installed("messages", "retry", "m1").code == 0
    refused = installed("messages", "retry", "m2")
    assert (refused.code, refused.err.startswith("m2 cannot be sent again")) == (2, True)
    (waiting,) = json.loads(installed("messages", "list", "--json").out)
    assert waiting["message_id"] == "m1"


def test_the_status_says_which_gateways_are_left_alone(installed: Run, database: Database) -> None:
    said = installed("messages", "status")
    assert (said.code, said.out) == (
        0,
        "0 wait, 0 failed.\nsms: up (first works)\nmail: up (mail.havsvik.example works)\n",
    )
    with database.begin() as stores:
        for _ in range(FAILURES):
            stores.breakers.note_failure("first", system_clock())
    down = installed("messages", "status", "--json")
    assert down.code == 1
    assert json.loads(down.out)["channels"][0] == {
        "kind": "sms",
        "is_up": False,
        "gateways": {"first": "rests"},
    }
