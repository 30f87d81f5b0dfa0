"""The wired application behind a real HTTP server on loopback, with keys, a database and a town of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.sections.gateways import Http
from idp.config.sections.mail import Mail
from idp.config.sections.text_messages import TextMessages
from idp.config.settings import Config, Helpdesk, Municipality, Network, Passwords
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import Registered, register
from idp.ops.demo.people import load_town
from idp.ops.demo.settle import Seeds, Settler
from idp.people.hasher import Hasher
from idp.signing.folder import create_keys
from idp.storage.engine import build_engine
from idp.storage.migrations.upgrade import upgrade
from idp.wiring import Parts, build_app, build_dispatcher, build_parts

POLICY = Path(__file__).parents[2] / "idp/ops/demo/policy.toml"
QUICK = Passwords(memory_kib=8, iterations=1)


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Served:
    """A provider that answers at `issuer`, and the keys of the town's apps."""

    issuer: str
    parts: Parts
    seeds: Seeds

    def register(self, **fields: Any) -> Registered:
        """Register a client of the default service; what is not said is what every confidential client has."""
        wanted = {
            "client_id": "",
            "name": "En tjänst",
            "service": None,
            "auth_method": "client_secret_basic",
            "grant_types": ("authorization_code", "refresh_token"),
            "created_at": system_clock(),
        }
        with self.parts.database.begin() as stores:
            return register(stores, Client(**(wanted | fields)), SystemChance(), system_clock())


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a provider until the block ends. It believes the X-Forwarded-For of loopback, so a test chooses its zone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        issuer = f"http://localhost:{listener.getsockname()[1]}"
        config = build_config(folder, issuer)
        create_keys(config.keys, SystemChance(), system_clock())
        engine = build_engine(config.database)
        upgrade(engine)
        engine.dispose()
        parts = build_parts(config)
        hasher = Hasher(memory_kib=QUICK.memory_kib, iterations=QUICK.iterations, concurrent=2)
        settler = Settler(SystemChance(), hasher, parts.sealer)
        seeds = settler.settle(parts.database, load_town(), system_clock())
        dispatcher = build_dispatcher(parts)
        dispatcher.start()
        app = build_app(parts, dispatcher)
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet, fd=listener.fileno())
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Served(issuer, parts, seeds)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            dispatcher.stop()
            parts.database.engine.dispose()


def build_config(folder: Path, issuer: str) -> Config:
    """Return the settings of a provider in a folder; its mails and text messages go nowhere."""
    helpdesk = Helpdesk(email="help@town.test", phone="0980-319 200")
    return Config(
        issuer=issuer,
        database=f"sqlite:///{folder / 'idp.sqlite'}",
        keys=folder / "keys",
        policy=POLICY,
        municipality=Municipality(name="Prov kommun", helpdesk=helpdesk),
        network=Network(trusted_proxies=("127.0.0.0/8",)),
        passwords=QUICK,
        mail=Mail(hosts=("127.0.0.1",), port=9, security="none", sender="idp@town.test"),
        text_messages=TextMessages(gateways=(Http(name="nowhere", url="http://127.0.0.1:9/sms"),)),
    )
