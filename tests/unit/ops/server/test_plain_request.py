"""A plain request is read exactly as gunicorn reads the same bytes, and whatever could be read in two ways is not plain."""

from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser
from gunicorn.http.wsgi import create
from hypothesis import example, given
from hypothesis import strategies as st

from idp.ops.server.plain_request import LONGEST_HEAD, read_plain
from idp.ops.server.worker import build_ground

CLIENT, SERVER = ("192.0.2.77", 40_000), ("127.0.0.1", 8000)
OF_THE_CONNECTION = {"wsgi.input", "wsgi.errors", "wsgi.early_hints", "gunicorn.socket", "wsgi.multithread"}
CONFIG = Config()
CONFIG.set("forwarded_allow_ips", "")
GROUND = build_ground(SimpleNamespace(client=CLIENT, server=SERVER, cfg=CONFIG))
PLAIN = b"GET /jwks?a=%20b HTTP/1.1\r\nHost: idp.example\r\nX-Forwarded-For: 192.0.2.10\r\n\r\n"
FORM = b"POST /token HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\na=b"

NAMES = [
    "Host",
    "Cookie",
    "X-Forwarded-For",
    "X_Forwarded_For",
    "Content-Type",
    "Content-Length",
    "content-length",
]
NAMES += [
    "Transfer-Encoding",
    "Connection",
    "Expect",
    "Upgrade",
    "Proxy",
    "Script-Name",
    "Content-Length ",
    "",
    " X",
]
VALUES = [
    "",
    "a",
    "3",
    "03",
    "+3",
    "3, 3",
    "0",
    "chunked",
    "close",
    "keep-alive",
    "100-continue",
    "\ta b ",
    "å",
    "\x0b",
]
TARGETS = [
    "/",
    "/token",
    "/token?a=b&c=%C3%A5",
    "//x/y",
    "/a%2fb",
    "/a#b",
    "/?",
    "/a b",
    "http://x/y",
    "*",
    "/å",
    "/;a?b?c",
]
LINES = st.builds(
    "{}{}{}".format, st.sampled_from(NAMES), st.sampled_from([":", ": ", " : ", ""]), st.sampled_from(VALUES)
)
ENDS = st.sampled_from(["\r\n"] * 8 + ["\n", "\r", "\r\n ", "\r\n\r\n"])


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """Draw what somebody may send: mostly right, wrong in every place that requests are smuggled through."""
    method = draw(st.sampled_from(["GET", "POST", "PUT", "get", "HEAD"]))
    version = draw(st.sampled_from(["HTTP/1.1"] * 4 + ["HTTP/1.0", "HTTP/2.0", "http/1.1"]))
    first = f"{method} {draw(st.sampled_from(TARGETS))} {version}{draw(ENDS)}Host: idp.example{draw(ENDS)}"
    fields = "".join(f"{line}{draw(ENDS)}" for line in draw(st.lists(LINES, max_size=4)))
    return f"{first}{fields}\r\n{draw(st.sampled_from(['', 'a=b', 'GET / HTTP/1.1']))}".encode("latin-1")


def read_by_gunicorn(received: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """Return the environment, the body, and what is left over. Raises for what gunicorn refuses."""
    parser = RequestParser(CONFIG, iter([received]), CLIENT)
    request = next(parser)
    _, environ = create(request, None, CLIENT, SERVER, CONFIG)
    body = environ["wsgi.input"].read()
    assert not request.should_close()
    return environ, body, parser.unreader.buf.getvalue()


@given(messages())
@example(PLAIN)
@example(FORM)
def test_plain_request_is_what_gunicorn_reads(received: bytes) -> None:
    environ = read_plain(received, GROUND)
    if environ is None:
        return
    theirs, body, left = read_by_gunicorn(received)
    assert environ["wsgi.input"].read() == body
    assert left == b""
    keys = (environ.keys() | theirs.keys()) - OF_THE_CONNECTION
    assert {key: environ.get(key) for key in keys} == {key: theirs.get(key) for key in keys}


@pytest.mark.parametrize("received", [PLAIN, FORM])
def test_plain_requests_are_read_here(received: bytes) -> None:
    assert read_plain(received, GROUND) is not None


@pytest.mark.parametrize(
    "received",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(PLAIN[:-1], id="half a head"),
        pytest.param(FORM[:-1], id="half a body"),
        pytest.param(PLAIN + PLAIN, id="two requests"),
        pytest.param(FORM + b"G", id="more than the body"),
        pytest.param(PLAIN.replace(b"X-Forwarded", b"X_Forwarded"), id="underscore in a name"),
        pytest.param(PLAIN.replace(b"Host", b"X-Forwarded-For"), id="a field twice, no host"),
        pytest.param(PLAIN.replace(b"X-Forwarded-For", b"host"), id="host twice"),
        pytest.param(FORM.replace(b"Content-Type", b"Content-length"), id="length twice"),
        pytest.param(FORM.replace(b"Length: 3", b"Length: +3"), id="length with a sign"),
        pytest.param(FORM.replace(b"Length: 3", b"Length: 03"), id="length with a zero"),
        pytest.param(FORM.replace(b"Type: text/plain", b"Length: 3"), id="the same length twice"),
        pytest.param(
            FORM.replace(b"Content-Type: text/plain", b"Transfer-Encoding: chunked"), id="length and chunks"
        ),
        pytest.param(
            FORM.replace(b"Content-Type: text/plain", b"Expect: 100-continue"), id="expects something"
        ),
        pytest.param(PLAIN.replace(b"\r\nX", b"\nX"), id="bare LF"),
        pytest.param(PLAIN.replace(b"\r\nX", b"\rX"), id="bare CR"),
        pytest.param(PLAIN.replace(b"\r\nX", b"\r\n X"), id="folded line"),
        pytest.param(PLAIN.replace(b"For:", b"For :"), id="blank before the colon"),
        pytest.param(PLAIN.replace(b"192", b"\x00192"), id="NUL in a value"),
        pytest.param(PLAIN.replace(b"192", b"\xe5"), id="not ASCII"),
        pytest.param(PLAIN.replace(b"1.1", b"1.0"), id="HTTP/1.0"),
        pytest.param(PLAIN.replace(b"/jwks", b"//jwks"), id="two slashes"),
        pytest.param(PLAIN.replace(b"/jwks", b"/%6awks"), id="escapes in the path"),
        pytest.param(PLAIN.replace(b"?a", b"?#a"), id="fragment"),
        pytest.param(PLAIN.replace(b"GET", b"PUT"), id="another method"),
        pytest.param(PLAIN.replace(b"192.0.2.10", b"9" * LONGEST_HEAD), id="long head"),
        pytest.param(
            PLAIN.replace(b"\r\n\r\n", b"".join(b"\r\nX%d:" % n for n in range(99)) + b"\r\n\r\n"),
            id="101 fields",
        ),
        pytest.param(
            PLAIN.replace(b"X-Forwarded-For: 192.0.2.10", b"Connection: close"), id="the connection closes"
        ),
    ],
)
def test_whatever_is_not_plain_beyond_doubt_is_left_to_gunicorn(received: bytes) -> None:
    assert read_plain(received, GROUND) is None
