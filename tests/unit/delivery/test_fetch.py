from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address, ip_network
from time import sleep

import pytest

from idp.delivery.fetch import LARGEST, Fetcher, FetchFailed, Resolve
from idp.delivery.reach import Reach
from tests.unit.delivery.conftest import NAME, Certificate, WebServer, answer

HOME = Reach(allow_loopback=True)


def resolve_to(*addresses: str) -> Resolve:
    return lambda _host, _port: [ip_address(address) for address in addresses]


def fail(fetcher: Fetcher, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        fetcher.get(url)
    return failed.value


def test_an_answer_comes_back_with_its_status_and_type(web: WebServer) -> None:
    web.answerer = answer(404, b'{"keys":[]}', content_type="application/json")
    got = Fetcher(HOME).get(f"http://localhost:{web.port}/jwks?v=1")
    assert (got.status, got.content_type, got.body) == (404, "application/json", b'{"keys":[]}')
    assert web.requests[0].path == "/jwks?v=1"
    assert web.requests[0].headers["host"] == f"localhost:{web.port}"


def test_a_document_is_posted_as_it_is(web: WebServer) -> None:
    Fetcher(HOME).post(f"http://127.0.0.1:{web.port}/", b"a=b", {"content-type": "text/plain"})
    sent = web.requests[0]
    assert (sent.method, sent.body, sent.headers["content-type"]) == ("POST", b"a=b", "text/plain")
    assert "cookie" not in sent.headers
    assert "authorization" not in sent.headers


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]",
     "[::ffff:7f00:1]", "169.254.169.254", "10.0.0.1", "[fe80::1]", "[64:ff9b::7f00:1]"],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_spelling_of_an_internal_address_is_refused_unconnected(
    web: WebServer, scheme: str, host: str
) -> None:
    failure = fail(Fetcher(Reach()), f"{scheme}://{host}:{web.port}/")
    assert failure.reason in {"forbidden_address", "forbidden_url", "unknown_host"}
    assert not failure.may_have_arrived
    assert web.connections == 0


@pytest.mark.parametrize(
    "url",
    ["ftp://rp.example/", "file:///etc/passwd", "//rp.example/", "/path", "", "https://", "https://user@rp.example/",
     "https://rp.example@127.0.0.1/", "https://[::1", "https://rp.example:99999/", "gopher://127.0.0.1/",
     "https://a" + "a" * 70 + ".example/"],
)  # fmt: skip
def test_a_url_that_is_no_plain_web_address_is_refused(url: str) -> None:
    def resolve(host: str, port: int) -> list[object]:
        host.encode("idna")
        raise AssertionError("nothing is looked up")

    assert fail(Fetcher(HOME, resolve=resolve), url).reason in {"forbidden_url", "unknown_host"}  # type: ignore[arg-type]


def test_a_host_with_one_internal_address_among_public_ones_is_refused(web: WebServer) -> None:
    fetcher = Fetcher(Reach(), resolve=resolve_to("8.8.8.8", "127.0.0.1"))
    assert fail(fetcher, f"https://rp.example:{web.port}/").reason == "forbidden_address"
    assert web.connections == 0


def test_a_name_is_looked_up_once_so_that_it_cannot_change_between_check_and_connection(
    secure_web: WebServer, certificate: Certificate
) -> None:
    answers = [[ip_address("127.0.0.1")]]
    reach = Reach(networks=(ip_network("127.0.0.0/8"),))
    fetcher = Fetcher(reach, resolve=lambda _host, _port: answers.pop(), tls=certificate.client)
    assert fetcher.get(f"https://{NAME}:{secure_web.port}/").status == 200
    assert answers == []


def test_the_certificate_is_checked_against_the_name_and_not_the_address(
    secure_web: WebServer, certificate: Certificate
) -> None:
    reach = Reach(networks=(ip_network("127.0.0.0/8"),))
    fetcher = Fetcher(reach, resolve=resolve_to("127.0.0.1"), tls=certificate.client)
    assert fail(fetcher, f"https://other.havsvik.example:{secure_web.port}/").reason == "unreachable"
    assert secure_web.requests == []


def test_a_certificate_nobody_vouches_for_is_refused(secure_web: WebServer) -> None:
    fetcher = Fetcher(Reach(networks=(ip_network("127.0.0.0/8"),)), resolve=resolve_to("127.0.0.1"))
    assert fail(fetcher, f"https://{NAME}:{secure_web.port}/").reason == "unreachable"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(web: WebServer, status: int) -> None:
    web.answerer = answer(status, location=f"http://127.0.0.1:{web.port}/inside")
    assert fail(Fetcher(HOME), f"http://localhost:{web.port}/").reason == "redirected"
    assert [request.path for request in web.requests] == ["/"]


def test_an_answer_of_64_kib_is_read_and_a_larger_one_is_not(web: WebServer) -> None:
    web.answerer = answer(200, b"x" * LARGEST)
    assert len(Fetcher(HOME).get(f"http://localhost:{web.port}/").body) == LARGEST
    web.answerer = answer(200, b"x" * (LARGEST + 1))
    assert fail(Fetcher(HOME), f"http://localhost:{web.port}/").reason == "too_large"


def test_an_answer_is_never_unpacked(web: WebServer) -> None:
    web.answerer = answer(200, b"\x1f\x8b packed", content_encoding="gzip")
    assert Fetcher(HOME).get(f"http://localhost:{web.port}/").body == b"\x1f\x8b packed"
    assert web.requests[0].headers["accept-encoding"] == "identity"


def test_proxies_in_the_environment_are_ignored(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert Fetcher(HOME).get(f"http://127.0.0.1:{web.port}/").status == 200


def test_a_server_that_is_silent_is_left_in_time_and_may_have_acted(web: WebServer) -> None:
    web.answerer = lambda _handler: sleep(0.6)
    failure = fail(Fetcher(HOME, patience_seconds=0.2), f"http://localhost:{web.port}/")
    assert (failure.reason, failure.may_have_arrived) == ("timed_out", True)


def test_a_server_that_drips_is_left_in_time(web: WebServer) -> None:
    dripped = []

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for number in range(50):
            handler.wfile.write(b".")
            dripped.append(number)
            sleep(0.05)

    web.answerer = drip
    assert fail(Fetcher(HOME, patience_seconds=0.3), f"http://localhost:{web.port}/").reason == "timed_out"
    assert len(dripped) < 20


def test_a_server_that_hangs_up_may_have_acted(web: WebServer) -> None:
    web.answerer = lambda handler: handler.connection.close()
    failure = fail(Fetcher(HOME), f"http://localhost:{web.port}/")
    assert (failure.reason, failure.may_have_arrived) == ("broken_off", True)


def test_a_port_where_nobody_listens_was_certainly_not_reached(unused_port: int) -> None:
    failure = fail(Fetcher(HOME), f"http://127.0.0.1:{unused_port}/")
    assert (failure.reason, failure.may_have_arrived) == ("unreachable", False)


def test_a_failure_says_nothing_of_the_url(web: WebServer) -> None:
    failure = fail(Fetcher(Reach()), f"https://canary@localhost:{web.port}/canary?canary")
    assert "canary" not in str(failure)
