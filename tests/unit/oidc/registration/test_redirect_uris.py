from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.oidc.registration.redirect_uris import find_fault, find_redirect_fault, is_registered


@pytest.mark.parametrize(
    "uri",
    [
        "https://a.test",
        "https://a.test/cb",
        "https://a.test:8443/cb?tenant=north&x=%C3%A5",
        "https://xn--rksmrgs-5wao1o.test/cb",
        "http://localhost:8001/callback",
        "http://127.0.0.1/cb",
        "http://[::1]:5000/cb",
        "https://[2001:db8::1]/cb",
    ],
)
def test_a_plain_address_can_be_registered(uri: str) -> None:
    assert find_redirect_fault(uri) is None


@pytest.mark.parametrize(
    ("uri", "word"),
    [
        ("http://a.test/cb", "https"),
        ("http://localhost.a.test/cb", "https"),
        ("https://a.test/cb#x", "fragment"),
        ("https://*.a.test/cb", "wildcard"),
        ("https://user@a.test/cb", "user name"),
        ("https://user:pw@a.test/cb", "user name"),
        ("https://a.test/c b", "blank"),
        ("https://a.test/\r\nx", "control"),
        ("https://å.test/cb", "ASCII"),
        ("https://a.test\\@b.test", "ASCII"),
        ("HTTPS://a.test/cb", "lower-case"),
        ("https://A.test/cb", "lower-case"),
        ("https:///cb", "absolute"),
        ("//a.test/cb", "absolute"),
        ("/cb", "absolute"),
        ("", "absolute"),
        ("javascript:alert(1)", "absolute"),
        ("javascript://a.test/%0aalert(1)", "https"),
        ("data:text/html,x", "absolute"),
        ("ftp://a.test/cb", "https"),
        ("https://a.test:0/cb", "port"),
        ("https://a.test:65536/cb", "port"),
        ("https://a.test/" + "x" * 2048, "longer"),
        ("https://a.test/cb?code=1", "code"),
        ("https://a.test/cb?x=1&state=", "state"),
        ("https://a.test/cb?%69ss=x", "iss"),
    ],
)
def test_any_other_is_refused_in_words_that_say_why(uri: str, word: str) -> None:
    fault = find_redirect_fault(uri)
    assert fault is not None
    assert word in fault


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=40))
def test_two_parsers_always_agree_on_the_host_of_what_is_taken(text: str) -> None:
    """RG3."""
    uri = f"https://a.test{text}"
    if find_fault(uri) is None:
        assert urlsplit(uri).hostname is not None
        assert "@" not in urlsplit(uri).netloc


def test_equal_means_character_by_character() -> None:
    registered = ("https://a.test/cb",)
    assert is_registered("https://a.test/cb", registered)
    for near in ("https://a.test/cb/", "https://a.test/cb?", "https://a.test/CB", "https://a.test:443/cb"):
        assert not is_registered(near, registered)


def test_a_native_client_may_change_the_loopback_port_and_nothing_else() -> None:
    registered = ("http://127.0.0.1:1/cb?x=1",)
    assert is_registered("http://127.0.0.1:65000/cb?x=1", registered, any_loopback_port=True)
    assert is_registered("http://127.0.0.1/cb?x=1", registered, any_loopback_port=True)
    for near in (
        "http://localhost:1/cb?x=1",
        "http://127.0.0.1:2/other?x=1",
        "http://127.0.0.1:2/cb",
        "http://127.0.0.1:99999/cb?x=1",
        "http://127.0.0.1:2@evil.test/cb?x=1",
        "https://127.0.0.1:2/cb?x=1",
    ):
        assert not is_registered(near, registered, any_loopback_port=True)


def test_an_https_address_keeps_its_port_even_for_a_native_client() -> None:
    assert not is_registered("https://a.test:2/cb", ("https://a.test:1/cb",), any_loopback_port=True)
