import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idp.config.settings import TextMessages
from idp.delivery.fetch import Fetcher
from idp.delivery.message import Message
from idp.delivery.reach import Reach
from idp.delivery.sender import SendFailed
from idp.delivery.sms import HttpGateway
from tests.unit.delivery.conftest import WebServer, answer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXT = "BCD7FG är din engångskod till E-portalen."
MESSAGE = Message("m1", "sms", "+46701740605", "", TEXT, "code", NOW, NOW + timedelta(minutes=5))


def build_gateway(port: int, authorization_file: Path | None = None) -> HttpGateway:
    settings = TextMessages(
        url=f"http://localhost:{port}/sms", sender="Havsvik", authorization_file=authorization_file
    )
    return HttpGateway(settings, Fetcher(Reach(allow_loopback=True), patience_seconds=0.2))


def fail(gateway: HttpGateway) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        gateway.send(MESSAGE)
    return failed.value


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_a_text_message_is_handed_over_as_json(web: WebServer, status: int) -> None:
    web.answerer = answer(status)
    build_gateway(web.port).send(MESSAGE)
    sent = web.requests[0]
    assert json.loads(sent.body) == {"to": "+46701740605", "from": "Havsvik", "message": TEXT}
    assert (sent.method, sent.path, sent.headers["content-type"]) == ("POST", "/sms", "application/json")


def test_the_authorization_is_read_from_its_file(web: WebServer, tmp_path: Path) -> None:
    file = tmp_path / "authorization"
    file.write_text("Basic dXNlcjpwYXNz\n")
    build_gateway(web.port, file).send(MESSAGE)
    assert web.requests[0].headers["authorization"] == "Basic dXNlcjpwYXNz"


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 503])
def test_any_other_answer_means_that_it_was_not_taken(web: WebServer, status: int) -> None:
    web.answerer = answer(status, b"canary +46701740605 BCD7FG")
    failure = fail(build_gateway(web.port))
    assert (failure.error_class, failure.may_have_arrived, failure.is_final) == (
        f"http_{status}",
        False,
        False,
    )
    assert str(failure) == f"http_{status}"


def test_a_gateway_that_is_gone_was_certainly_not_reached(unused_port: int) -> None:
    failure = fail(build_gateway(unused_port))
    assert (failure.error_class, failure.may_have_arrived) == ("unreachable", False)


def test_a_silent_gateway_may_have_taken_it(web: WebServer) -> None:
    web.answerer = lambda handler: handler.rfile.read(1)
    failure = fail(build_gateway(web.port))
    assert (failure.error_class, failure.may_have_arrived) == ("timed_out", True)
