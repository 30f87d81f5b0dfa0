"""The provider as `idp serve` runs it: what the web server lets through, and who waits for whom."""

import json
import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.bench.servers import CALLBACK, DISCOVERY, Server, run_ours
from tests.bench.visiting import Visitor

INSIDE, OUTSIDE = "192.0.2.10", "203.0.113.5"
THREADS = 8
SOON_SECONDS = 3
LATE_SECONDS = 0.1


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served") / "town"


@pytest.fixture(scope="module")
def server(town: Path) -> Iterator[Server]:
    with run_ours("sqlite", town, "sqlite:///idp.sqlite") as running:
        yield running


def ask(connection: HTTPConnection, path: str = DISCOVERY) -> int:
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status


def connect(server: Server) -> HTTPConnection:
    return HTTPConnection(urlsplit(server.issuer).netloc, timeout=10)


def hear(server: Server, messages: str) -> bytes:
    """Send this and return all that comes back until the server hangs up."""
    netloc = urlsplit(server.issuer).netloc
    host, port = netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(messages.format(host=netloc).encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def methods_offered(server: Server, *headers: tuple[str, str]) -> list[str]:
    """Begin a sign-in with these headers, each sent as it is, and return what the page lets one choose."""
    visitor = Visitor(server)
    path = (
        f"/authorize?client_id={server.client_id}&response_type=code&redirect_uri={CALLBACK}&scope=openid"
        "&code_challenge=" + "A" * 43 + "&code_challenge_method=S256"
    )
    for _ in range(6):
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        answer = visitor.send("GET", path, **{"Cookie": cookies, **dict(headers)})
        if not answer.location:
            break
        parts = urlsplit(answer.location)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if path.endswith("/realm"):
        token = re.search(rb'name="csrf" value="([^"]*)"', answer.body)
        assert token is not None
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        body = f"csrf={token[1].decode()}&realm=adm"
        answer = visitor.send("POST", path, body, **{"Cookie": cookies, **dict(headers)})
        answer = visitor.send("GET", urlsplit(answer.location).path, **{"Cookie": cookies, **dict(headers)})
    visitor.http.close()
    return re.findall(r'name="method" value="([^"]*)"', answer.body.decode())


def test_a_header_spelled_with_underscores_moves_nobody_inside(server: Server) -> None:
    outside = methods_offered(server, ("X-Forwarded-For", OUTSIDE))
    inside = methods_offered(server, ("X-Forwarded-For", INSIDE))
    assert outside != inside
    assert methods_offered(server, ("X-Forwarded-For", OUTSIDE), ("X_Forwarded_For", INSIDE)) == outside


def test_one_request_after_another_is_answered_on_one_connection(server: Server) -> None:
    connection = connect(server)
    assert [ask(connection) for _ in range(20)] == [200] * 20
    connection.close()


def test_requests_sent_without_waiting_are_answered_in_their_order(server: Server) -> None:
    wanted = ((DISCOVERY, ""), ("/jwks", ""), ("/nowhere", "Connection: close\r\n"))
    heard = hear(
        server, "".join(f"GET {path} HTTP/1.1\r\nHost: {{host}}\r\n{more}\r\n" for path, more in wanted)
    )
    assert re.findall(rb"HTTP/1.1 (\d+)", heard) == [b"200", b"200", b"404"]


@pytest.mark.parametrize(("length", "connection"), [(60_000, "keep-alive"), (70_000, "close")])
def test_an_answer_says_whether_the_connection_is_kept_after_a_body_that_nobody_reads(
    server: Server, length: int, connection: str
) -> None:
    line = connect(server)
    line.request("POST", "/nowhere", b"a" * length)
    answer = line.getresponse()
    assert (answer.status, answer.headers["Connection"]) == (413 if length > 65_536 else 404, connection)
    line.close()


@pytest.mark.parametrize(
    "pieces", [b"-1\r\n\r\n", b"1\r\nab\r\n0\r\n\r\n", b"0\r\nContent-Length: 9\r\n\r\n"]
)
def test_a_body_in_pieces_that_break_the_rules_is_a_400(server: Server, pieces: bytes) -> None:
    netloc = urlsplit(server.issuer).netloc
    host, port = netloc.split(":")
    head = (
        f"POST /token HTTP/1.1\r\nHost: {netloc}\r\nTransfer-Encoding: chunked\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(head.encode() + pieces)
        assert line.recv(65536).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "body",
    ["Content-Length: 10\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n"],
    ids=["half of it", "a bad piece"],
)
def test_a_body_that_nobody_reads_gets_no_second_answer_and_no_line_among_the_errors(
    server: Server, town: Path, body: str
) -> None:
    before = (town / "log").read_text()
    heard = hear(server, f"POST /nowhere?code=secret HTTP/1.1\r\nHost: {{host}}\r\n{body}")
    assert re.findall(rb"HTTP/1.1 (\d+)", heard) == [b"404"]
    time.sleep(LATE_SECONDS)
    said = (town / "log").read_text().removeprefix(before)
    assert "secret" not in said
    assert {json.loads(line)["level"] for line in said.splitlines()} == {"info"}


@pytest.mark.parametrize(
    ("length", "path", "connection"),
    [(100_000, "/nowhere", "close"), (100_000, "/token", "close"), (20, "/token", "keep-alive")],
)
def test_an_answer_says_whether_the_connection_is_kept_after_a_body_in_pieces(
    server: Server, length: int, path: str, connection: str
) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked"}
    with closing(connect(server)) as line:
        # Whoever is told that the connection ends may be told before the last piece is sent.
        with suppress(BrokenPipeError, ConnectionResetError):
            line.request("POST", path, iter([b"a=" + b"a" * length]), form, encode_chunked=True)
        assert line.getresponse().headers["Connection"] == connection


@pytest.mark.parametrize(
    "message",
    [
        "GET /authorize?code=secret with a blank HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "password=secret&csrf=secret\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization Bearer secret\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nExpect: secret\r\n\r\n",
    ],
    ids=["a blank in the address", "a form without its head", "a header without a colon", "an expectation"],
)
def test_nothing_of_a_request_that_cannot_be_read_is_in_the_log(
    server: Server, town: Path, message: str
) -> None:
    before = (town / "log").read_text()
    heard = hear(server, message)
    assert re.fullmatch(rb"HTTP/1.1 4\d\d .*", heard.splitlines()[0])
    time.sleep(LATE_SECONDS)
    said = (town / "log").read_text().removeprefix(before)
    assert "secret" not in said
    assert json.loads(said.splitlines()[-1])["message"] == "unreadable"


def test_connections_that_rest_keep_nobody_waiting(server: Server) -> None:
    resting = [connect(server) for _ in range(3 * THREADS)]
    assert [ask(connection) for connection in resting] == [200] * len(resting)
    began = time.monotonic()
    late = connect(server)
    assert ask(late) == 200
    assert time.monotonic() - began < SOON_SECONDS
    for connection in (*resting, late):
        connection.close()


def test_connections_that_send_nothing_keep_nobody_waiting(server: Server) -> None:
    host, port = urlsplit(server.issuer).netloc.split(":")
    silent = [socket.create_connection((host, int(port)), timeout=10) for _ in range(100 * THREADS)]
    began = time.monotonic()
    late = connect(server)
    assert ask(late) == 200
    assert time.monotonic() - began < SOON_SECONDS
    for connection in (*silent, late):
        connection.close()


def test_more_connections_than_threads_are_all_served(server: Server) -> None:
    def visit(_: int) -> list[int]:
        connection = connect(server)
        try:
            return [ask(connection) for _ in range(10)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4 * THREADS) as visitors:
        assert list(visitors.map(visit, range(4 * THREADS))) == [[200] * 10] * (4 * THREADS)


def test_it_ends_soon_while_connections_rest(tmp_path: Path) -> None:
    with run_ours("sqlite", tmp_path / "town", "sqlite:///idp.sqlite") as running:
        resting = [connect(running) for _ in range(THREADS)]
        assert [ask(connection) for connection in resting] == [200] * THREADS
        began = time.monotonic()
        os.kill(running.process.pid, signal.SIGTERM)
        os.waitid(os.P_PID, running.process.pid, os.WEXITED | os.WNOWAIT)
        assert time.monotonic() - began < 10
        for connection in resting:
            connection.close()
