from base64 import b64encode

import pytest

from idp.oidc.clients.basic_credentials import BadCredentials, has_basic, read_basic


def header(text: bytes) -> str:
    """Return a Basic header for raw credentials."""
    return f"Basic {b64encode(text).decode()}"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (b"c1:secret", ("c1", "secret")),
        (b"c1:a:b", ("c1", "a:b")),
        (b"c1:", ("c1", "")),
        (b"c1", ("c1", "")),
        (b"a%3Ab:p+q%2B", ("a:b", "p q+")),
        ("å:ö".encode(), ("å", "ö")),
    ],
)
def test_id_and_secret_are_form_decoded(raw: bytes, read: tuple[str, str]) -> None:
    assert read_basic(header(raw)) == read


@pytest.mark.parametrize("bad", [header(b"\xff:x"), header(b"%ff:x"), "Basic !!!", "Basic å", "Basic YQ"])
def test_what_cannot_be_read_is_no_credential(bad: str) -> None:
    with pytest.raises(BadCredentials):
        read_basic(bad)


@pytest.mark.parametrize(
    ("text", "expected"), [("BASIC x", True), ("basic x", True), ("Bearer x", False), ("", False)]
)
def test_the_scheme_is_known_in_any_case(text: str, *, expected: bool) -> None:
    assert has_basic(text) is expected
