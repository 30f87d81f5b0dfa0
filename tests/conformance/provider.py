"""The provider in the shape that the OpenID Foundation's conformance suite needs, on loopback.

https by nginx with a certificate of a test authority, everybody counted as sitting in the office, a person who has
everything that a standard scope can tell, the suite's clients registered as it wants static ones to be, and an
invitation by which it registers more.
"""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import requests

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.reading import read_config
from idp.oidc.claims.table import SCOPES
from idp.oidc.clients.client import RESPONSE_TYPES
from idp.oidc.registration.registering import register
from idp.ops.demo.people import load_town
from idp.ops.demo.settle import Settler
from idp.ops.opened import load_store_keys, open_database, open_engine
from idp.ops.passwords import build_hasher
from idp.signing.folder import create_keys
from idp.storage.migrations.upgrade import upgrade
from idp.storage.unit_of_work import Database
from tests.conformance.static_clients import NOTICES, list_clients
from tests.conformance.suite import Suite
from tests.support.certificates import Authority, Certificate

POLICY: Final = Path(__file__).parents[2] / "idp/ops/demo/policy.toml"
START_SECONDS: Final = 60
OFFICE: Final = "192.0.2.10"
PERSON: Final = "margra001"
SERVICE: Final = "ovrig-tjanst"
DETAILS: Final = {
    "middle_name": "Elisabet",
    "nickname": "Majsan",
    "profile": "https://havsvik.example/margra001",
    "picture": "https://havsvik.example/margra001.png",
    "website": "https://havsvik.example/",
    "gender": "female",
    "birthdate": "1975-03-25",
    "zoneinfo": "Europe/Stockholm",
    "locale": "sv-SE",
    "phone_number": "+46980319200",
    "address.formatted": "Hamngatan 1, 980 00 Havsvik",
    "address.street_address": "Hamngatan 1",
    "address.locality": "Havsvik",
    "address.postal_code": "980 00",
    "address.country": "SE",
}
"""What a standard scope can tell beyond what a municipality keeps."""

INVITED: Final = (
    *("--service", SERVICE, "--uses", "1000", "--without-pkce", "--json"),
    *(word for name in SCOPES for word in ("--scope", name)),
    *(word for kind in RESPONSE_TYPES for word in ("--response-type", kind)),
)
"""What the invitation permits: everything that a client of the suite asks for."""

CONFIG: Final = """\
issuer = "{issuer}"
database = "sqlite:///idp.sqlite"
keys = "keys"
policy = "policy.toml"

[municipality]
name = "Havsviks kommun"

[municipality.helpdesk]
email = "it.kundtjanst@havsvik.example"
phone = "0980-319 200"

[network]
trusted_proxies = ["127.0.0.1/32"]
internal_services = ["127.0.0.0/8", "::1/128"]
ca_file = "{authorities}"

[registration]
enabled = true

[session_management]
enabled = true

[swedish_profile]
announced = false

[listen]
port = {inner_port}

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

NGINX: Final = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
  access_log off;
  ssl_protocols TLSv1.2 TLSv1.3;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  large_client_header_buffers 4 32k;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {certificate.certificate};
    ssl_certificate_key {certificate.key};
    location / {{
      proxy_pass http://127.0.0.1:{inner_port};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For {office};
    }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Provider:
    """A running provider: its address, its folder, who may sign in, and the clients that were registered."""

    issuer: str
    folder: Path
    username: str
    password: str
    clients: Mapping[str, Mapping[str, Mapping[str, str]]]
    invitation: str


@contextmanager
def run_provider(folder: Path, port: int, suite: Suite) -> Iterator[Provider]:
    """Make everything in an empty folder and serve it until the block ends."""
    issuer, inner_port = f"https://localhost:{port}", port + 1
    certificate = write_files(folder, issuer, inner_port, suite)
    config = read_config(folder / "idp.toml", {})
    chance, now = SystemChance(), system_clock()
    create_keys(config.keys, chance, now)
    with open_engine(config) as engine:
        upgrade(engine)
    keys = load_store_keys(config)
    with open_database(config) as database:
        Settler(chance, build_hasher(config), keys.sealer).settle(database, load_town(), now)
        clients = {kind: register_clients(database, suite, kind) for kind in ("", *NOTICES)}
    details = [word for name, text in DETAILS.items() for word in ("--detail", f"{name}={text}")]
    command(folder, "people", "change", PERSON, "--realm", "adm", *details)
    invitation = json.loads(command(folder, "clients", "invite", *INVITED))["initial_access_token"]
    (folder / "nginx.conf").write_text(
        NGINX.format(folder=folder, port=port, inner_port=inner_port, certificate=certificate, office=OFFICE)
    )
    with ExitStack() as stack:
        serve = [sys.executable, "-m", "idp", "serve", "--config", str(folder / "idp.toml")]
        stack.enter_context(run([*serve], folder / "idp.log"))
        stack.enter_context(run([find_nginx(), "-c", str(folder / "nginx.conf")], folder / "nginx.out"))
        wait_until_ready(issuer, folder)
        yield Provider(issuer, folder, PERSON, load_town().password, clients, invitation)


def register_clients(database: Database, suite: Suite, kind: str) -> dict[str, dict[str, str]]:
    """Register the static clients of a kind and return what the suite is told of them, by its own names."""
    told = {}
    for name, wanted in list_clients(suite, kind).items():
        with database.begin() as stores:
            registered = register(stores, wanted, SystemChance(), system_clock())
        told[name] = {"client_id": registered.client.client_id, "client_secret": registered.secret or ""}
    return told


def command(folder: Path, *words: str) -> str:
    """Run one of the provider's commands, as its operator does, and return what it says."""
    line = [sys.executable, "-m", "idp", *words, "--config", str(folder / "idp.toml")]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"idp {' '.join(words[:2])}: {done.stderr}")
    return done.stdout


def write_files(folder: Path, issuer: str, inner_port: int, suite: Suite) -> Certificate:
    """Write the configuration, the policy and the certificates; return the provider's own."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = Authority(folder)
    certificate = authority.issue("localhost")
    bundle = folder / "authorities.pem"
    bundle.write_text("".join(file.read_text() for file in (authority.file, suite.authority) if file))
    (folder / "policy.toml").write_text(POLICY.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "idp.toml").write_text(CONFIG.format(issuer=issuer, inner_port=inner_port, authorities=bundle))
    return certificate


def find_nginx() -> str:
    """Return the program; raise SystemExit that says how to install it."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        raise SystemExit("nginx is not installed; install it with: apt-get install nginx-light")
    return found


@contextmanager
def run(words: list[str], log: Path) -> Iterator[None]:
    """Run a program until the block ends; what it says goes to the log."""
    with log.open("ab") as output, subprocess.Popen(words, stdout=output, stderr=output) as running:
        try:
            yield
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(START_SECONDS)


def wait_until_ready(issuer: str, folder: Path) -> None:
    """Return when the provider answers; raise SystemExit with its log when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{issuer}/health/ready", verify=str(folder / "tests-ca.pem"), timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.2)
    raise SystemExit(f"the provider did not start:\n{(folder / 'idp.log').read_text()[-2000:]}")


def describe(provider: Provider, suite: Suite, kind: str = "") -> str:
    """Return what a plan of the suite is configured with, as JSON; `kind` is how its clients are told of a sign-out."""
    told: dict[str, Any] = {
        "alias": suite.alias,
        "server": {"discoveryUrl": f"{provider.issuer}/.well-known/openid-configuration"},
        **provider.clients[kind],
    }
    for name in ("client", "client2"):
        told[name] = {**told[name], "initial_access_token": provider.invitation}
    return json.dumps(told, indent=2)
