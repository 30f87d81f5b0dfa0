"""The whole demonstration in this process, on a clock that moves when a test says so.

Everything is real: the provider as idp.wiring builds it, both applications, and the inbox as gateway and mail
server, each on its own port.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import BaseServer
from threading import Thread

import pyotp
from flask import Flask
from msgspec.structs import replace
from sqlalchemy import update
from werkzeug.serving import WSGIRequestHandler, make_server

from clients import payslips, sick_child
from clients.relying_party.config import load_config
from idp.config.reading import read_config
from idp.config.settings import Passwords
from idp.ops.demo.furnish import TOKENS, furnish
from idp.ops.demo.people import load_town
from idp.ops.demo.places import Places
from idp.ops.inbox.gadgets import Gadgets
from idp.ops.inbox.letterbox import Letterbox
from idp.ops.inbox.pages import create_inbox
from idp.ops.inbox.smtp import MailReceiver
from idp.ops.opened import open_engine
from idp.storage.people.people import people
from idp.wiring import build_app, build_dispatcher, build_parts
from tests.support.employees import HASHER
from tests.support.signing_in import StillClock
from tests.support.town import Town, choose_port

POLL_SECONDS = 0.02
QUICK = Passwords(memory_kib=8, iterations=1)
"""Passwords cost as little as in the other tests: a provider makes four hashes before it opens."""


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        pass


@dataclass(frozen=True, slots=True)
class StillTown(Town):
    """A town at noon on a Wednesday in March, until the clock is told otherwise."""

    clock: StillClock

    def app_code(self, username: str, realm: str = "adm") -> str:
        """Return what the person's authenticator app shows at the town's time."""
        return pyotp.TOTP(self.person(username, realm)["app"]["secret"]).at(self.clock())


def build_town(folder: Path) -> Town:
    """Make everything that a town needs, once; `open_town` opens copies of it."""
    made = furnish(folder, Places(choose_port()), StillClock())
    with open_engine(read_config(folder / "idp.toml", {})) as engine, engine.begin() as connection:
        connection.execute(update(people).values(password_hash=HASHER.hash(load_town().password)))
    return Town(folder, made)


@contextmanager
def open_town(built: Town, folder: Path) -> Iterator[StillTown]:
    """Serve a fresh copy of the town from `folder` until the block ends."""
    shutil.copytree(built.folder, folder)
    clock, places = StillClock(), Places(int(built.url("provider").rpartition(":")[2]))
    config = replace(read_config(folder / "idp.toml", {}), passwords=QUICK)
    parts = build_parts(config, clock=clock)
    dispatcher, letterbox = build_dispatcher(parts), Letterbox()
    services = {key: service.name for key, service in parts.policy.services.items()}
    apps = {
        "provider": build_app(parts, dispatcher),
        "inbox": create_inbox(
            letterbox, clock, f"{places.url('provider')}/", services, gadgets=Gadgets(folder / TOKENS)
        ),
        **build_applications(built, folder, clock),
    }
    with ExitStack() as stack:
        stack.callback(parts.database.engine.dispose)
        for directory in parts.directories.by_realm.values():
            if client := getattr(directory, "client", None):  # Of slapd, where a test keeps a realm there.
                stack.callback(client.close)
        for part, app in apps.items():
            stack.enter_context(serve(app, places.ports[part]))
        stack.enter_context(run(MailReceiver(places.ports["smtp"], letterbox, clock)))
        dispatcher.start()
        stack.callback(dispatcher.stop)
        yield StillTown(folder, built.made, clock)


def build_applications(built: Town, folder: Path, clock: StillClock) -> dict[str, Flask]:
    """Return both applications as they start in the demonstration, with databases of their own."""
    environ = {part: found | {"DATA": str(folder)} for part, found in built.made["applications"].items()}
    return {
        "payslips": payslips.create_app(load_config("payslips", environ["payslips"], 0), clock),
        "sick_child": sick_child.create_app(load_config("sick_child", environ["sick_child"], 0), clock),
    }


@contextmanager
def serve(app: Flask, port: int) -> Iterator[None]:
    """Serve an application on loopback until the block ends."""
    with run(make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)):
        yield


@contextmanager
def run(server: BaseServer) -> Iterator[None]:
    """Let a server answer in a thread of its own until the block ends."""
    thread = Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
