"""The provider on a socket of its own machine, as `idp serve` runs it: who gets in, and who is believed inside."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.reading import read_config
from idp.ops.opened import open_engine
from idp.signing.folder import create_keys
from idp.storage.migrations.upgrade import upgrade
from tests.bench.servers import CONFIG, POLICY

INSIDE, OUTSIDE = "192.0.2.10", "203.0.113.200"
HOST = "localhost:8000"
START_SECONDS = 30


class SocketConnection(HTTPConnection):
    """HTTP over a socket of this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__(HOST, timeout=10)
        self.path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


@dataclass
class Browser:
    """A web server's connection to the socket, and the cookies of the browser before it."""

    path: Path
    headers: tuple[tuple[str, str], ...] = ()
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, target: str, body: str = "") -> tuple[int, str, str]:
        """Return status, place to go to, and page."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        form = (("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", str(len(body))))
        with closing(SocketConnection(self.path)) as connection:
            connection.putrequest(method, target)
            for name, value in (*self.headers, ("Cookie", cookies), *(form if body else ())):
                connection.putheader(name, value)
            connection.endheaders(body.encode())
            answer = connection.getresponse()
            found = answer.status, answer.headers.get("Location", ""), answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return found

    def follow(self, method: str, target: str, body: str = "") -> tuple[str, str]:
        """Go where one is led and return the last address and its page."""
        _, location, page = self.send(method, target, body)
        while location:
            target = urlsplit(location).path
            _, location, page = self.send("GET", target)
        return target, page


def methods_offered(path: Path, *headers: tuple[str, str]) -> list[str]:
    """Open the portal with these headers and return what one may sign in with."""
    browser = Browser(path, headers)
    target, page = browser.follow("GET", "/")
    token = re.search(r'name="csrf" value="([^"]*)"', page)
    assert token is not None
    _, page = browser.follow("POST", target, f"csrf={token[1]}&realm=adm")
    return re.findall(r'name="method" value="([^"]*)"', page)


def write_folder(folder: Path) -> Path:
    """Make a provider in a folder and return its configuration's file."""
    written = CONFIG.format(issuer=f"http://{HOST}", database="sqlite:///idp.sqlite", port=0)
    config_path = folder / "idp.toml"
    config_path.write_text(
        written.replace("port = 0", 'socket = "idp.sock"\nsocket_mode = "0640"').replace(
            'trusted_proxies = ["127.0.0.1/32"]', "trusted_proxies = []"
        )
    )
    (folder / "policy.toml").write_text(POLICY.read_text(encoding="utf-8"), encoding="utf-8")
    config = read_config(config_path, {})
    create_keys(config.keys, SystemChance(), system_clock())
    with open_engine(config) as engine:
        upgrade(engine)
    return config_path


@contextmanager
def run(config_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Serve until the block ends; it begins when the provider says that it is ready."""
    words = [sys.executable, "-m", "idp", "serve", "--config", str(config_path)]
    path = config_path.parent / "idp.sock"
    with (
        (config_path.parent / "log").open("ab") as log,
        subprocess.Popen(words, stdout=log, stderr=log) as running,
    ):
        try:
            deadline = time.monotonic() + START_SECONDS
            while not is_ready(path):
                assert running.poll() is None, (config_path.parent / "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.05)
            yield running
        finally:
            running.send_signal(signal.SIGTERM)


def is_ready(path: Path) -> bool:
    """Say whether the provider answers on the socket."""
    try:
        return Browser(path).send("GET", "/health/ready")[0] == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def config_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def path(config_path: Path) -> Iterator[Path]:
    left_behind = config_path.parent / "idp.sock"
    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(str(left_behind))
    with run(config_path):
        yield left_behind
    assert not left_behind.exists()


def test_the_socket_has_the_mode_that_was_asked_for(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.stat().st_gid == os.getegid()


def test_a_visitor_is_where_the_web_server_says_and_without_its_word_outside(path: Path) -> None:
    inside, outside = (methods_offered(path, ("X-Forwarded-For", address)) for address in (INSIDE, OUTSIDE))
    assert inside != outside
    assert methods_offered(path) == outside
    assert methods_offered(path, ("X-Forwarded-For", f"{INSIDE}, {OUTSIDE}")) == outside
    assert methods_offered(path, ("X-Forwarded-For", f"{INSIDE}, unknown")) == outside


@pytest.mark.parametrize(
    "forged",
    [
        (("SCRIPT_NAME", "/health"),),
        (("X-Forwarded-Proto", "https"), ("X-Forwarded-Ssl", "off")),
        (("X-Forwarded-Proto", "https"), ("X-Forwarded-Ssl", "off"), ("Connection", "close")),
    ],
)
def test_nothing_else_that_is_said_on_the_socket_is_believed(
    path: Path, forged: tuple[tuple[str, str], ...]
) -> None:
    assert Browser(path, forged).send("GET", "/health/ready")[0] == 200
