from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from idp.oidc.refusals import CANCELLED
from idp.oidc.responses import build_error, build_location, build_success, deliver


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


def test_an_error_travels_by_query_even_when_another_mode_was_asked_for() -> None:
    response = deliver("form_post", "https://a.test/cb", {"error": "x"})
    assert response.headers[0] == ("Location", "https://a.test/cb?error=x")


def test_an_answer_is_a_303_that_nobody_stores() -> None:
    response = deliver(None, "https://a.test/cb", {"code": "x"})
    assert response.status == 303
    assert ("Cache-Control", "no-store") in response.headers
