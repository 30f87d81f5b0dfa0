"""A form's token belongs to one browser and one session."""

import pytest

from idp.sessions.csrf import csrf_token, is_csrf_token

KEY = b"k" * 32


def test_same_browser_and_session_have_the_same_token() -> None:
    assert is_csrf_token(csrf_token(KEY, "browser", "session"), csrf_token(KEY, "browser", "session"))


@pytest.mark.parametrize(
    ("key", "browser", "session"),
    [
        (b"x" * 32, "browser", "session"),
        (KEY, "other", "session"),
        (KEY, "browser", "other"),
        (KEY, "browser", None),
        (KEY, "browsers", "ession"),
    ],
)
def test_anything_else_has_another(key: bytes, browser: str, session: str | None) -> None:
    assert not is_csrf_token(csrf_token(KEY, "browser", "session"), csrf_token(key, browser, session))


@pytest.mark.parametrize("given", ["", "å", "\ud800", "0" * 100_000])
def test_what_is_no_token_is_refused(given: str) -> None:
    assert not is_csrf_token(csrf_token(KEY, "browser", None), given)
