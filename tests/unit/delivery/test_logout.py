from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from idp.delivery.fetch import Fetcher
from idp.delivery.logout import LogoutSender
from idp.delivery.message import LOGOUT_LIFE, Message
from idp.delivery.reach import Reach
from idp.delivery.sender import SendFailed
from tests.unit.delivery.conftest import WebServer, answer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SENDER = LogoutSender(Fetcher(Reach(allow_loopback=True)))


def build_message(url: str, life: timedelta = LOGOUT_LIFE) -> Message:
    return Message("m1", "logout", url, "", "eyJh.eyJi.c2ln", "logout", NOW, NOW + life)


@pytest.mark.parametrize("status", [200, 204])
def test_the_token_is_posted_as_a_form(web: WebServer, status: int) -> None:
    web.answerer = answer(status)
    SENDER.send(build_message(f"http://localhost:{web.port}/backchannel"))
    sent = web.requests[0]
    assert (sent.method, sent.path) == ("POST", "/backchannel")
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(sent.body.decode()) == {"logout_token": ["eyJh.eyJi.c2ln"]}


@pytest.mark.parametrize("status", [201, 400, 401, 404, 500, 501, 503])
def test_any_answer_but_200_and_204_is_tried_again(web: WebServer, status: int) -> None:
    web.answerer = answer(status)
    with pytest.raises(SendFailed, match=f"^http_{status}$") as failed:
        SENDER.send(build_message(f"http://localhost:{web.port}/"))
    assert not failed.value.is_final


def test_a_relying_party_cannot_make_the_provider_knock_on_an_internal_door(web: WebServer) -> None:
    with pytest.raises(SendFailed, match=r"^forbidden_address$"):
        LogoutSender(Fetcher(Reach())).send(build_message(f"https://127.0.0.1:{web.port}/"))
    assert web.connections == 0
