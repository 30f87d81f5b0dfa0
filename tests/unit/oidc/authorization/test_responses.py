from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.oidc.authorization.refusals import CANCELLED
from idp.oidc.authorization.responses import (
    build_error,
    build_location,
    build_success,
    build_way_back,
    deliver,
)
from idp.oidc.http import Answer, Page, Response
from idp.signing.jws import verify
from tests.unit.oidc.checks.cases import CLIENT, ISSUER, KEYRING, NOW, case


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


def answer(parameters: Mapping[str, str], **asked: str) -> Answer:
    """Return what takes the parameters to the client, as it asked."""
    return deliver(case(CLIENT, redirect_uri="https://a.test/cb", **asked), parameters, NOW)


def test_a_fragment_carries_the_answer_behind_the_hash() -> None:
    response = answer({"id_token": "x", "state": "a b"}, response_type="id_token")
    assert isinstance(response, Response)
    assert response.headers[0] == ("Location", "https://a.test/cb#id_token=x&state=a+b")


def test_a_form_may_be_sent_to_the_redirect_uri_and_nowhere_else() -> None:
    page = answer({"code": "x"}, response_mode="form_post")
    assert isinstance(page, Page)
    assert (page.form_target, page.values["parameters"]) == ("https://a.test", {"code": "x"})


def test_an_answer_is_a_303_that_nobody_stores() -> None:
    response = answer({"code": "x"})
    assert isinstance(response, Response)
    assert response.status == 303
    assert ("Cache-Control", "no-store") in response.headers


@pytest.mark.parametrize(
    ("mode", "mark"),
    [("jwt", "?"), ("query.jwt", "?"), ("fragment.jwt", "#"), ("form_post.jwt", "?"), ("fragment", "#")],
)
def test_a_link_back_carries_an_error_as_the_answer_would_travel(mode: str, mark: str) -> None:
    asked = case(CLIENT, redirect_uri="https://a.test/cb", response_mode=mode)
    link = build_way_back(asked, build_error(CANCELLED, "s", ISSUER), NOW)
    start, _, carried = link.partition(mark)
    assert start == "https://a.test/cb"
    told = dict(parse_qsl(carried))
    if mode != "fragment":
        assert set(told) == {"response"}
        told = verify(KEYRING, "JWT", told["response"])
        assert told["aud"] == "c1"
    assert (told["error"], told["state"], told["iss"]) == ("access_denied", "s", ISSUER)
