"""A process killed in the middle of handing over, for every way out, and two processes at once."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import Message as Mail
from pathlib import Path
from textwrap import dedent
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from idp.delivery.dispatcher import LEASE, Dispatcher
from idp.delivery.message import Kind, Message, Purpose
from idp.storage.unit_of_work import Database
from tests.support.outbox import ObedientSender
from tests.support.smpp_server import SmppServer, run_smpp
from tests.support.together import together
from tests.unit.delivery.conftest import WebServer, answer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOLD_SECONDS = 30

SENDING = dedent("""
    import sys
    from datetime import datetime
    from pathlib import Path

    from idp.config.sections.gateways import Elks, Http, Smpp
    from idp.config.sections.mail import Mail
    from idp.delivery.dispatcher import Dispatcher
    from idp.delivery.failover import Failover
    from idp.delivery.fetch import Fetcher
    from idp.delivery.gateways.elks import ElksGateway
    from idp.delivery.gateways.http import HttpGateway
    from idp.delivery.gateways.smpp import SmppGateway
    from idp.delivery.mail import SmtpServer
    from idp.delivery.reach import Reach
    from idp.storage.engine import build_engine
    from idp.storage.unit_of_work import Database
    from tests.support.store_keys import STORE_KEYS

    url, way, port, now = sys.argv[1:]
    fetcher, unread = Fetcher(Reach(allow_loopback=True), patience_seconds=60), Path("unread")
    address = f"http://127.0.0.1:{port}/sms"
    elks = Elks(name="elks", username="u", password_file=unread, url=address)
    smpp = Smpp(name="smpp", host="127.0.0.1", port=int(port), tls=False, system_id="idp", password_file=unread)
    mail = Mail(hosts=("127.0.0.1",), port=int(port), security="none", sender="idp@town.test")
    ways = {
        "46elks": ElksGateway(elks, "Havsvik", fetcher, "secret"),
        "http": HttpGateway(Http(name="http", url=address), "Havsvik", fetcher),
        "smpp": SmppGateway(smpp, "Havsvik", "hemligt"),
        "smtp": SmtpServer(mail, "127.0.0.1"),
    }
    database = Database(build_engine(url), STORE_KEYS)
    clock = lambda: datetime.fromisoformat(now)
    sender = Failover([ways[way]], database.begin, clock, 60)
    Dispatcher(database.begin, {"sms": sender, "mail": sender}, clock).run_once()
""")


class Silent:
    """A mail server that falls silent when it has the mail."""

    def __init__(self, taken: Event) -> None:
        self.taken = taken
        self.mails: list[Mail] = []

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802 - aiosmtpd's name
        self.taken.set()
        await asyncio.sleep(HOLD_SECONDS)
        return "250 too late"


@contextmanager
def silent_server(way: str, web: WebServer, taken: Event) -> Iterator[int]:
    """Run a server that takes a message and never says so; yield its port."""

    def hold(*_: Any) -> None:
        taken.set()
        time.sleep(1)

    if way == "smpp":
        with run_smpp(SmppServer(before_submit_answer=hold)) as operator:
            yield operator.port
    elif way == "smtp":
        controller = Controller(Silent(taken), hostname="127.0.0.1", port=free_port())
        controller.start()
        yield controller.port
        controller.stop()
    else:
        web.answerer = hold
        yield web.port


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def queue(database: Database, kind: Kind, purpose: Purpose, message_id: str = "m1") -> None:
    to = "+46701740605" if kind == "sms" else "a@town.test"
    with database.begin() as stores:
        stores.outbox.add(
            Message(message_id, kind, to, "", "BCD7FG", purpose, NOW, NOW + timedelta(minutes=10))
        )


def send_and_die(database: Database, way: str, port: int, taken: Event) -> None:
    """Hand over in a process of its own, and kill it when the server has the message but has not said so."""
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", SENDING, url, way, str(port), NOW.isoformat()]
    with subprocess.Popen(command, cwd=Path(__file__).parents[3]) as process:
        try:
            assert taken.wait(30)
        finally:
            process.kill()


def dispatch(database: Database, at: datetime) -> int:
    sender = ObedientSender()
    Dispatcher(database.begin, {"sms": sender, "mail": sender}, lambda: at).run_once()
    return len(sender.sent)


@pytest.mark.parametrize("way", ["46elks", "http", "smpp", "smtp"])
@pytest.mark.parametrize(("purpose", "again"), [("code", 0), ("notice", 1)])
def test_a_message_taken_by_a_server_that_could_not_say_so_is_sent_again_unless_it_is_a_code(
    sqlite_database: Database, web: WebServer, way: str, purpose: Purpose, again: int
) -> None:
    kind: Kind = "mail" if way == "smtp" else "sms"
    queue(sqlite_database, kind, purpose)
    with silent_server(way, web, taken := Event()) as port:
        send_and_die(sqlite_database, way, port, taken)
    assert dispatch(sqlite_database, NOW) == 0
    assert dispatch(sqlite_database, NOW + LEASE) == again
    assert dispatch(sqlite_database, NOW + LEASE * 2) == 0


def test_two_processes_at_once_hand_over_each_message_once(sqlite_database: Database, web: WebServer) -> None:
    web.answerer = answer(202)
    for number in range(20):
        queue(sqlite_database, "sms", "code", f"m{number}")
    url = sqlite_database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", SENDING, url, "http", str(web.port), NOW.isoformat()]
    root = Path(__file__).parents[3]
    together(lambda _: subprocess.run(command, cwd=root, check=True, timeout=60), count=2)
    assert sorted(json.loads(request.body)["id"] for request in web.requests) == sorted(
        f"m{n}" for n in range(20)
    )
