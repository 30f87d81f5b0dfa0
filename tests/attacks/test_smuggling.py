"""What could be read as two different requests is answered once, with 400, and the connection ends (RFC 9112, 11.2)."""

import re
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.bench.servers import DISCOVERY, Server, run_ours

HIDDEN = b"GET /nowhere HTTP/1.1\r\nHost: %h\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
AMBIGUOUS = {
    "length and chunks": b"POST /token HTTP/1.1\r\nHost: %h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": b"POST /token HTTP/1.1\r\nHost: %h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": b"POST /token HTTP/1.1\r\nHost: %h\r\nContent-Length: 0\r\nContent-Length: 39\r\n\r\n",
    "one length twice": b"POST /token HTTP/1.1\r\nHost: %h\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
    "length as a list": b"POST /token HTTP/1.1\r\nHost: %h\r\nContent-Length: 0, 39\r\n\r\n",
    "length with a sign": b"POST /token HTTP/1.1\r\nHost: %h\r\nContent-Length: +0\r\n\r\n",
    "chunks twice": b"POST /token HTTP/1.1\r\nHost: %h\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "blank before the colon": b"POST /token HTTP/1.1\r\nHost: %h\r\nContent-Length : 39\r\n\r\n",
    "folded line": b"GET /jwks HTTP/1.1\r\nHost: %h\r\nX-A: b\r\n Content-Length: 39\r\n\r\n",
    "bare LF": b"GET /jwks HTTP/1.1\r\nHost: %h\r\nX-A: b\nContent-Length: 39\r\n\r\n",
    "bare CR": b"GET /jwks HTTP/1.1\r\nHost: %h\r\nX-A: b\rContent-Length: 39\r\n\r\n",
    "NUL": b"GET /jwks HTTP/1.1\r\nHost: %h\r\nX-A: b\x00\r\n\r\n",
    "two hosts": b"GET /jwks HTTP/1.1\r\nHost: %h\r\nHost: elsewhere.example\r\n\r\n",
    "blank in the address": b"GET /jwks a HTTP/1.1\r\nHost: %h\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_ours("sqlite", tmp_path_factory.mktemp("smuggled") / "town", "sqlite:///idp.sqlite") as running:
        yield running


def talk(server: Server, *pieces: bytes, pause: float = 0.0) -> list[bytes]:
    """Send the pieces and return the statuses that come back until the server hangs up, or says no more."""
    netloc = urlsplit(server.issuer).netloc
    host, port = netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=15) as line:
        for piece in pieces:
            line.sendall(piece.replace(b"%h", netloc.encode()))
            time.sleep(pause)
        heard = b""
        try:
            while some := line.recv(65536):
                heard += some
        except TimeoutError:
            pass
    return re.findall(rb"HTTP/1.1 (\d+)", heard)


@pytest.mark.parametrize("message", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_a_message_that_could_be_read_in_two_ways_hides_no_second_one(server: Server, message: bytes) -> None:
    assert talk(server, message + HIDDEN) == [b"400"]


@pytest.mark.parametrize("message", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_nor_after_a_plain_one_on_the_same_connection(server: Server, message: bytes) -> None:
    plain = b"GET /jwks HTTP/1.1\r\nHost: %h\r\n\r\n"
    assert talk(server, plain, message + HIDDEN, pause=0.01) == [b"200", b"400"]


def test_request_that_arrives_byte_by_byte_is_answered(server: Server) -> None:
    message = (
        b"POST /token HTTP/1.1\r\nHost: %h\r\nConnection: close\r\n" + FORM + b"Content-Length: 3\r\n\r\na=b"
    )
    netloc = urlsplit(server.issuer).netloc.encode()
    pieces = [bytes([one]) for one in message.replace(b"%h", netloc)]
    assert talk(server, *pieces, pause=0.001) == [b"401"]


def test_body_that_comes_later_than_its_head_is_waited_for(server: Server) -> None:
    head = b"POST /token HTTP/1.1\r\nHost: %h\r\nConnection: close\r\n" + FORM + b"Content-Length: 3\r\n\r\n"
    assert talk(server, head, b"a=b", pause=0.2) == [b"401"]


def test_plain_and_other_requests_take_turns_on_one_connection(server: Server) -> None:
    plain = b"GET /jwks HTTP/1.1\r\nHost: %h\r\n\r\n"
    chunked = (
        b"POST /token HTTP/1.1\r\nHost: %h\r\n"
        + FORM
        + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n"
    )
    escaped = b"GET /%6awks HTTP/1.1\r\nHost: %h\r\n\r\n"
    last = b"GET /nowhere HTTP/1.1\r\nHost: %h\r\nConnection: close\r\n\r\n"
    assert talk(server, plain, chunked + plain + plain, escaped, plain, last, pause=0.02) == [
        *(b"200", b"401", b"200", b"200"),
        *(b"200", b"200", b"404"),
    ]


def test_a_head_that_is_too_long_is_refused(server: Server) -> None:
    start = b"GET " + DISCOVERY.encode()
    assert talk(server, start + b"?" + b"a" * 9000 + b" HTTP/1.1\r\nHost: %h\r\n\r\n") == [b"414"]
    assert talk(server, start + b" HTTP/1.1\r\nHost: %h\r\nX: " + b"a" * 9000 + b"\r\n\r\n") == [b"431"]
    many = b"".join(b"X-%d: a\r\n" % number for number in range(101))
    assert talk(server, start + b" HTTP/1.1\r\nHost: %h\r\n" + many + b"\r\n") == [b"431"]
