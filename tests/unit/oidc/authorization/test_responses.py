from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.oidc.authorization.refusals import CANCELLED
from idp.oidc.authorization.request import AuthorizationRequest, read_request
from idp.oidc.authorization.responses import build_error, build_location, build_success, choose_mode, deliver
from idp.oidc.http import Page, Response


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_any_state_survives_the_address(state: str) -> None:
    location = build_location("https://a.test/cb?x=1", build_success("code", state, "https://idp.test"))
    assert parse_qsl(urlsplit(location).query) == [
        ("x", "1"),
        ("code", "code"),
        ("state", state),
        ("iss", "https://idp.test"),
    ]


def test_an_answer_without_state_has_none() -> None:
    assert set(build_success("c", None, "i")) == {"code", "iss"}
    assert set(build_error(CANCELLED, None, "i")) == {"error", "error_description", "iss"}


def ask(**asked: str) -> AuthorizationRequest:
    """Return a request for an answer."""
    return read_request(tuple({"redirect_uri": "https://a.test/cb", **asked}.items()))


@pytest.mark.parametrize(
    ("asked", "mode"),
    [
        ({"response_type": "code"}, "query"),
        ({"response_type": "code", "response_mode": "fragment"}, "fragment"),
        ({"response_type": "code", "response_mode": "form_post"}, "form_post"),
        ({"response_type": "code", "response_mode": "carrier-pigeon"}, "query"),
        ({"response_type": "id_token"}, "fragment"),
        ({"response_type": "code id_token", "response_mode": "query"}, "fragment"),
        ({"response_type": "code token", "response_mode": "form_post"}, "form_post"),
        ({}, "query"),
    ],
)
def test_an_answer_travels_as_asked_and_tokens_never_in_a_query(asked: dict[str, str], mode: str) -> None:
    assert choose_mode(ask(**asked)) == mode


def test_a_fragment_carries_the_answer_behind_the_hash() -> None:
    response = deliver(ask(response_type="id_token"), {"id_token": "x", "state": "a b"})
    assert isinstance(response, Response)
    assert response.headers[0] == ("Location", "https://a.test/cb#id_token=x&state=a+b")


def test_a_form_may_be_sent_to_the_redirect_uri_and_nowhere_else() -> None:
    page = deliver(ask(response_type="code", response_mode="form_post"), {"code": "x"})
    assert isinstance(page, Page)
    assert (page.form_target, page.values["parameters"]) == ("https://a.test", {"code": "x"})


def test_an_answer_is_a_303_that_nobody_stores() -> None:
    response = deliver(ask(response_type="code"), {"code": "x"})
    assert isinstance(response, Response)
    assert response.status == 303
    assert ("Cache-Control", "no-store") in response.headers
