"""Attacks on where the answer goes (redirect_uri parsing), as other providers met them."""

import pytest

from idp.oidc.registration.registering import Registered
from idp.oidc.registration.rules import BadRegistration
from tests.support.world import CALLBACK, World

HOSTILE = [
    "https://payslips.test@evil.test/callback",  # CVE-2026-28512
    "https://payslips.test:443@evil.test/callback",
    "https://payslipsxtest/callback",  # CVE-2024-52289: a registered dot is a dot
    "https://payslips.test.evil.test/callback",  # CVE-2026-41569
    "https://payslips.test/callback.evil.test",
    "https://payslips.test/callback?code=1",  # CVE-2026-9689
    "https://payslips.test/callback?iss=x",
    "https://payslips.test/callback#code=1",  # CVE-2026-18209
    "https://payslips.test/callback/../../evil",
    "https://payslips.test/callback%00",
    "https://payslips.test\\@evil.test/callback",
    "https://payslips.test\t.evil.test/callback",
    "https://PAYSLIPS.test/callback",
    "http://payslips.test/callback",
    "//payslips.test/callback",
    "javascript:alert(1)//https://payslips.test/callback",  # CVE-2024-21637
    "data:text/html,x",
    "http://localhost:80@evil.test/callback",
    "https://payslips.test./callback",
    " https://payslips.test/callback",
    "https://payslips.test/callback ",
]


@pytest.mark.parametrize("uri", HOSTILE)
@pytest.mark.parametrize(
    "changes", [{}, {"response_type": "token"}, {"scope": "x"}, {"request_uri": "https://x.test/"}]
)
def test_an_address_that_only_resembles_the_registered_one_is_never_gone_to(
    world: World, payslips: Registered, uri: str, changes: dict[str, str]
) -> None:
    """CVE-2026-41479, CVE-2026-41008: whatever else is wrong with the request."""
    browser = world.browser()
    world.sign_in(browser)
    response = world.authorize(browser, payslips.client, redirect_uri=uri, **changes)
    assert response.status_code == 400
    assert "Location" not in response.headers


@pytest.mark.parametrize("uri", [uri for uri in HOSTILE if "@" in uri or ":" not in uri[5:8] or "#" in uri])
def test_an_address_that_programs_read_differently_is_not_registered(world: World, uri: str) -> None:
    if uri in {"https://payslips.test.evil.test/callback", "https://payslipsxtest/callback"}:
        pytest.skip("an address like any other to someone who registers it")
    with pytest.raises(BadRegistration):
        world.register(redirect_uris=(uri,))


@pytest.mark.parametrize(
    "uri", ["http://evil.test:8001/callback", "http://localhost.evil.test:8001/callback"]
)
def test_a_loopback_registration_opens_no_other_host(world: World, uri: str) -> None:
    """CVE-2024-8883."""
    native = world.register(redirect_uris=("http://localhost:8001/callback",), is_native=True)
    response = world.authorize(world.browser(), native.client, redirect_uri=uri)
    assert (response.status_code, "Location" in response.headers) == (400, False)


def test_a_native_client_may_use_any_loopback_port(world: World) -> None:
    """RFC 8252, 7.3: the one exception there is."""
    native = world.register(redirect_uris=("http://127.0.0.1:1/callback",), is_native=True)
    browser = world.browser()
    world.sign_in(browser)
    response = world.authorize(browser, native.client, redirect_uri="http://127.0.0.1:51004/callback")
    assert response.headers["Location"].startswith("http://127.0.0.1:51004/callback?code=")


def test_an_ordinary_client_may_not(world: World) -> None:
    ordinary = world.register(redirect_uris=("http://127.0.0.1:1/callback",))
    response = world.authorize(world.browser(), ordinary.client, redirect_uri="http://127.0.0.1:2/callback")
    assert (response.status_code, "Location" in response.headers) == (400, False)


@pytest.mark.parametrize("client_id", ["' OR 1=1 --", "../../etc/passwd", "å", "\x00", "a" * 5000])
def test_a_client_id_is_looked_up_and_never_understood(
    world: World, payslips: Registered, client_id: str
) -> None:
    response = world.authorize(world.browser(), payslips.client, client_id=client_id, redirect_uri=CALLBACK)
    assert (response.status_code, "Location" in response.headers) == (400, False)
