"""What is compared: this provider as `idp serve` runs it, and npm's oidc-provider beside it."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.reading import read_config
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from idp.ops.demo.people import load_town
from idp.ops.demo.settle import Settler
from idp.ops.opened import load_store_keys, open_database, open_engine
from idp.ops.passwords import build_hasher
from idp.signing.folder import create_keys
from idp.storage.migrations.upgrade import upgrade
from tests.bench.processes import Process, run_server

REPOSITORY: Final = Path(__file__).parents[2]
PEER: Final = Path(__file__).parent / "peer"
POLICY: Final = REPOSITORY / "idp/ops/demo/policy.toml"
CALLBACK: Final = "https://app.example.test/callback"
DISCOVERY: Final = "/.well-known/openid-configuration"

CONFIG: Final = """\
issuer = "{issuer}"
database = "{database}"
keys = "keys"
policy = "policy.toml"

[municipality]
name = "Havsviks kommun"

[municipality.helpdesk]
email = "it.kundtjanst@havsvik.example"
phone = "0980-319 200"

[network]
trusted_proxies = ["127.0.0.1/32"]

[listen]
port = {port}
workers = 1

[mail]
hosts = ["localhost"]
port = 9
security = "none"
sender = "no-reply@havsvik.example"

[text_messages]

[[text_messages.gateways]]
kind = "http"
name = "nowhere"
url = "http://localhost:9/sms"
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with one registered client."""

    name: str
    issuer: str
    process: Process
    client_id: str
    client_secret: str = field(repr=False)


def find_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def run_ours(name: str, folder: Path, database_url: str) -> Iterator[Server]:
    """Make a provider with the demonstration's people in an empty folder, and serve it with auditing on."""
    folder.mkdir()
    port = find_port()
    issuer = f"http://localhost:{port}"
    (folder / "policy.toml").write_text(POLICY.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "idp.toml").write_text(CONFIG.format(issuer=issuer, database=database_url, port=port))
    config = read_config(folder / "idp.toml", {})
    chance, now = SystemChance(), system_clock()
    create_keys(config.keys, chance, now)
    with open_engine(config) as engine:
        upgrade(engine)
    with open_database(config) as database:
        Settler(chance, build_hasher(config), load_store_keys(config).sealer).settle(
            database, load_town(), now
        )
        wanted = Client(
            client_id="",
            name="En tjänst",
            service=None,
            redirect_uris=(CALLBACK,),
            auth_method="client_secret_basic",
            grant_types=("authorization_code", "refresh_token", "client_credentials"),
            scopes=("openid", "profile"),
            created_at=now,
        )
        with database.begin() as stores:
            registered = register(stores, wanted, chance, now)
    words = [sys.executable, "-m", "idp", "serve", "--config", str(folder / "idp.toml")]
    with run_server(words, os.environ, folder / "log", f"{issuer}{DISCOVERY}") as process:
        yield Server(name, issuer, process, registered.client.client_id, registered.secret or "")


@contextmanager
def run_peer(folder: Path, database_url: str) -> Iterator[Server]:
    """Serve npm's oidc-provider on its own Node, with our adapter on the given PostgreSQL."""
    folder.mkdir()
    port = find_port()
    issuer = f"http://localhost:{port}"
    secret = SystemChance().token()
    environment = {
        **os.environ,
        "NODE_ENV": "production",
        "ISSUER": issuer,
        "PORT": str(port),
        "DATABASE": database_url,
        "CLIENT_ID": "bench",
        "CLIENT_SECRET": secret,
        "REDIRECT_URI": CALLBACK,
    }
    words = [str(PEER / "node_modules/.bin/node"), str(PEER / "server.mjs")]
    with run_server(words, environment, folder / "log", f"{issuer}{DISCOVERY}") as process:
        yield Server("peer", issuer, process, "bench", secret)


@contextmanager
def run_floor(name: str, folder: Path, database: str) -> Iterator[Server]:
    """Serve what a grant cannot avoid, with the server that `idp serve` uses."""
    folder.mkdir()
    port = find_port()
    issuer = f"http://localhost:{port}"
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "--worker-class",
        "idp.ops.server.worker.StayingWorker",
        "--threads",
        "8",
    ]
    words += ["--no-control-socket", "--bind", f"localhost:{port}", "tests.bench.floor:app"]
    environment = {**os.environ, "DATABASE": database, "PYTHONPATH": str(REPOSITORY)}
    with run_server(words, environment, folder / "log", f"{issuer}{DISCOVERY}") as process:
        yield Server(name, issuer, process, "floor", "")
