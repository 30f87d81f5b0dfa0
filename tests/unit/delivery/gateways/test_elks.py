import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from idp.config.sections.gateways import Elks
from idp.delivery.fetch import Fetcher
from idp.delivery.gateways.elks import ElksGateway
from idp.delivery.reach import Reach
from idp.delivery.receipt import Receipt
from tests.unit.delivery.conftest import WebServer, answer
from tests.unit.delivery.gateways.messages import NUMBER, TEXT, build_message, fail

REPORTS = "https://elks:secret@idp.havsvik.example/delivery/elks/report"
ANSWER = {"id": "s17a6dafb12d6b1cabc053d57dac2b9d8", "status": "created", "direction": "outgoing", "from": "Havsvik",
          "to": NUMBER, "created": "2026-11-23T09:00:00", "parts": 1, "cost": 5200}  # fmt: skip


def build_gateway(port: int, report_url: str | None = REPORTS) -> ElksGateway:
    settings = Elks(
        name="elks",
        username="u1234",
        password_file=Path("unread"),
        url=f"http://localhost:{port}/a1/sms",
        price=Decimal("52.5"),
    )
    return ElksGateway(settings, "Havsvik", Fetcher(Reach(allow_loopback=True)), "secret", report_url)


def say(web: WebServer, http: int = 200, **changes: Any) -> ElksGateway:
    web.answerer = answer(http, json.dumps(ANSWER | changes).encode(), content_type="application/json")
    return build_gateway(web.port)


def test_a_message_is_posted_as_46elks_wants_it_and_kept_out_of_its_log(web: WebServer) -> None:
    receipt = say(web).hand_over(build_message(), 2)
    assert receipt == Receipt("elks", str(ANSWER["id"]), 1, Decimal(52))
    (sent,) = web.requests
    assert (sent.method, sent.path) == ("POST", "/a1/sms")
    assert sent.headers["authorization"] == "Basic dTEyMzQ6c2VjcmV0"
    assert parse_qs(sent.body.decode("ascii")) == {
        "from": ["Havsvik"],
        "to": [NUMBER],
        "message": [TEXT],
        "dontlog": ["message"],
        "whendelivered": [REPORTS],
    }


def test_without_a_password_for_reports_none_are_asked_for(web: WebServer) -> None:
    say(web)
    build_gateway(web.port, None).hand_over(build_message(), 2)
    assert "whendelivered" not in parse_qs(web.requests[0].body.decode("ascii"))


@pytest.mark.parametrize("cost", [None, "5200", -1, True, 1.5, 10**9])
def test_a_cost_that_makes_no_sense_is_replaced_by_the_price_agreed(web: WebServer, cost: object) -> None:
    assert say(web, cost=cost, parts=2).hand_over(build_message(), 2).price == 105


@pytest.mark.parametrize("parts", [None, 0, -3, "2", 1000])
def test_parts_that_make_no_sense_are_counted_by_ourselves(web: WebServer, parts: object) -> None:
    assert say(web, parts=parts).hand_over(build_message("å" * 161), 2).parts == 2


@pytest.mark.parametrize(
    ("status", "is_final"), [(400, True), (401, False), (403, False), (429, False), (500, False)]
)
def test_a_refusal_is_about_the_message_only_when_the_gateway_says_so(
    web: WebServer, status: int, is_final: bool
) -> None:
    failure = fail(say(web, status))
    assert (failure.error_class, failure.is_final, failure.may_have_arrived) == (
        f"http_{status}",
        is_final,
        False,
    )


def test_a_good_status_with_a_failure_in_it_is_a_failure(web: WebServer) -> None:
    assert fail(say(web, status="failed")).error_class == "refused"


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"<html>canary</html>", b'{"status":"created"}', b'{"id":["s1"]}', b'{"id":"' + b"s" * 200 + b'"}',
     b'{"id":"s\\u0000"}', b"[" * 30_000, b'{"id":true}'],
)  # fmt: skip
def test_an_answer_that_names_no_message_leaves_it_in_doubt(web: WebServer, body: bytes) -> None:
    web.answerer = answer(200, body)
    failure = fail(build_gateway(web.port))
    assert (failure.error_class, failure.may_have_arrived) == ("strange_answer", True)


def test_nothing_secret_shows_in_what_is_logged(web: WebServer) -> None:
    assert "secret" not in repr(build_gateway(web.port))
