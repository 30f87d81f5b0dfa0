"""A complete answer is written at one stroke; one that could be read as two is not."""

from datetime import UTC, datetime

import pytest

from idp.ops.server.plain_answer import write_plain

NOW = datetime(2026, 11, 30, 6, 7, 8, 900_000, tzinfo=UTC)


def test_answer_ends_with_what_the_server_says_of_itself_and_the_body() -> None:
    told = write_plain("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")], b"hi", NOW)
    assert told == (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
        b"Server: gunicorn\r\nDate: Mon, 30 Nov 2026 06:07:08 GMT\r\nConnection: keep-alive\r\n\r\nhi"
    )


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        pytest.param("204 No Content", [("Content-Length", "2")], id="204"),
        pytest.param("304 Not Modified", [("Content-Length", "2")], id="304"),
        pytest.param("100 Continue", [("Content-Length", "2")], id="100"),
        pytest.param("200 OK", [], id="no length"),
        pytest.param("200 OK", [("Content-Length", "3")], id="another length"),
        pytest.param(
            "200 OK", [("Content-Length", "2"), ("X", "a\r\nSet-Cookie: b")], id="a line in a value"
        ),
        pytest.param("200 OK", [("Content-Length", "2"), ("X", "a\nb")], id="a bare LF in a value"),
        pytest.param("200 OK\r\nX: y", [("Content-Length", "2")], id="a line in the status"),
        pytest.param("200 OK", [("Content-Length", "2"), ("X: y\r\nZ", "a")], id="a line in a name"),
        pytest.param("200 OK", [("Content-Length", "2"), ("X", "å")], id="not ASCII"),
        pytest.param("200 OK", [("Content-Length", "2"), ("connection", "close")], id="of the connection"),
        pytest.param("200 OK", [("Content-Length", "2"), ("Transfer-Encoding", "chunked")], id="chunked"),
    ],
)
def test_whatever_is_not_plain_is_left_to_gunicorn(status: str, headers: list[tuple[str, str]]) -> None:
    assert write_plain(status, headers, b"hi", NOW) is None
