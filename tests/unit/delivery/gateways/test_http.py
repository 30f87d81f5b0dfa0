import json
from decimal import Decimal
from http.server import BaseHTTPRequestHandler
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from idp.config.sections.gateways import Http
from idp.delivery.fetch import Fetcher
from idp.delivery.gateways.http import HttpGateway
from idp.delivery.reach import Reach
from tests.unit.delivery.conftest import NAME, Certificate, WebServer, answer
from tests.unit.delivery.gateways.messages import NUMBER, TEXT, build_message, fail


def build_gateway(port: int, authorization: str | None = None, **settings: Any) -> HttpGateway:
    wanted = {"name": "first", "url": f"http://localhost:{port}/sms", "price": Decimal(35)}
    return HttpGateway(
        Http(**(wanted | settings)), "Havsvik", Fetcher(Reach(allow_loopback=True)), authorization
    )


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_a_message_is_handed_over_as_json(web: WebServer, status: int) -> None:
    web.answerer = answer(status)
    receipt = build_gateway(web.port).hand_over(build_message("å" * 161), 2)
    (sent,) = web.requests
    assert json.loads(sent.body) == {"to": NUMBER, "from": "Havsvik", "message": "å" * 161, "id": "m1"}
    assert (sent.method, sent.path, sent.headers["content-type"]) == ("POST", "/sms", "application/json")
    assert (receipt.gateway, receipt.parts, receipt.price) == ("first", 2, 70)


def test_a_message_is_handed_over_as_a_form_with_the_operators_own_names(web: WebServer) -> None:
    parameters = {"msisdn": "{to}", "text": "{message}", "flash": "0"}
    gateway = build_gateway(
        web.port, body="form", parameters=parameters, number_form="0046", headers={"X-Kund": "7"}
    )
    gateway.hand_over(build_message(), 2)
    (sent,) = web.requests
    assert parse_qs(sent.body.decode("ascii")) == {
        "msisdn": ["0046701740605"],
        "text": [TEXT],
        "flash": ["0"],
    }
    assert (sent.headers["content-type"], sent.headers["x-kund"]) == (
        "application/x-www-form-urlencoded",
        "7",
    )


def test_a_message_is_handed_over_in_an_address(web: WebServer) -> None:
    build_gateway(web.port, method="GET", url=f"http://localhost:{web.port}/send?kund=7").hand_over(
        build_message(), 2
    )
    (sent,) = web.requests
    assert sent.method == "GET"
    assert parse_qs(urlsplit(sent.path).query) == {
        "kund": ["7"],
        "to": [NUMBER],
        "from": ["Havsvik"],
        "message": [TEXT],
        "id": ["m1"],
    }


def test_the_authorization_is_sent_and_not_shown(web: WebServer) -> None:
    gateway = build_gateway(web.port, "Bearer secret")
    gateway.hand_over(build_message(), 2)
    assert web.requests[0].headers["authorization"] == "Bearer secret"
    assert "secret" not in repr(gateway)


@pytest.mark.parametrize(
    ("body", "member", "reference"),
    [
        (b'{"messageId": "abc-1"}', "messageId", "abc-1"),
        (b'{"messageId": 17}', "messageId", "17"),
        (b'{"messageId": null}', "messageId", ""),
        (b"not json", "messageId", ""),
        (b" abc-2\n", None, "abc-2"),
        (b"OK: sent\x00", None, ""),
        (b"x" * 129, None, ""),
    ],
)
def test_the_gateways_id_is_read_from_its_answer(
    web: WebServer, body: bytes, member: str | None, reference: str
) -> None:
    web.answerer = answer(200, body)
    assert build_gateway(web.port, reference=member).hand_over(build_message(), 2).reference == reference


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503])
def test_any_other_status_means_that_it_was_not_taken(web: WebServer, status: int) -> None:
    web.answerer = answer(status, b"OK canary +46701740605 BCD7FG")
    failure = fail(build_gateway(web.port, success_text="OK"))
    assert (failure.error_class, failure.may_have_arrived, failure.is_final) == (
        f"http_{status}",
        False,
        False,
    )


def test_a_good_status_with_a_failure_in_it_is_a_failure(web: WebServer) -> None:
    web.answerer = answer(200, b"FAIL: no credit")
    assert fail(build_gateway(web.port, failure_text="FAIL")).error_class == "refused"


def test_a_good_status_without_the_word_agreed_is_a_failure(web: WebServer) -> None:
    web.answerer = answer(200, b"<html>Welcome", content_type="text/html")
    assert fail(build_gateway(web.port, success_text="OK")).error_class == "not_confirmed"


def test_statuses_are_what_the_operator_wrote(web: WebServer) -> None:
    web.answerer = answer(200)
    assert fail(build_gateway(web.port, accepted=(202,))).error_class == "http_200"


def test_a_gateway_that_is_gone_was_certainly_not_reached(unused_port: int) -> None:
    failure = fail(build_gateway(unused_port))
    assert (failure.error_class, failure.may_have_arrived) == ("unreachable", False)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"OK " * 1000)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"O")
        handler.wfile.flush()
        sleep(0.05)


def half(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("content-length", "100")
    handler.end_headers()
    handler.wfile.write(b"OK")


@pytest.mark.parametrize(
    ("answerer", "reason"),
    [
        (endless, "too_large"),
        (drip, "timed_out"),
        (half, "broken_off"),
        (lambda handler: handler.rfile.read(1), "timed_out"),
        (answer(302, location="http://localhost/elsewhere"), "redirected"),
    ],
)
def test_a_gateway_that_misbehaves_after_the_request_may_have_taken_it(
    web: WebServer, answerer: Any, reason: str
) -> None:
    web.answerer = answerer
    began = monotonic()
    failure = fail(build_gateway(web.port), patience_seconds=1)
    assert (failure.error_class, failure.may_have_arrived) == (reason, True)
    assert monotonic() - began < 3


def test_a_certificate_for_another_name_gets_nothing(secure_web: WebServer, certificate: Certificate) -> None:
    url = f"https://localhost:{secure_web.port}/sms"
    fetcher = Fetcher(Reach(allow_loopback=True), tls=certificate.client)
    gateway = HttpGateway(Http(name="first", url=url), "Havsvik", fetcher, "Bearer secret")
    assert fail(gateway).error_class == "unreachable"
    assert secure_web.requests == []
    assert NAME not in url
