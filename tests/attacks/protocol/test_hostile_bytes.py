"""Whatever is sent as whatever parameter: a clean refusal, nothing issued, nothing broken."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idp.oidc.authorization.request import PARAMETERS
from idp.oidc.registration.registering import Registered
from idp.storage.unit_of_work import Database
from tests.support.databases import copy_sqlite
from tests.support.store_keys import STORE_KEYS
from tests.support.world import CALLBACK, ISSUER, World, build_world, csrf_of, encode

NASTY = [
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"%",
    b"%zz",
    b'"\\',
    b"\r\nSet-Cookie: a=b",
    b"<script>alert(1)</script>",
    b"{" * 5000,
    b"[" * 5000,
    b"../../dev/null",
    b"' OR 1=1 --",
    "å".encode() * 3000,
    "😀".encode(),
    b"9" * 9000,
    b"null",
    b"NaN",
    b'{"id_token":{"acr":{"values":[1]}}}',
    b'{"id_token":{"acr":{"value":{}}}}',
    b'{"userinfo":{"\\ud800":null}}',
    b"Infinity",
]
values = st.one_of(st.sampled_from(NASTY), st.binary(max_size=64))
SETTINGS = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One provider for all examples."""
    with copy_sqlite(sqlite_template, tmp_path_factory.mktemp("hostile")) as engine:
        yield build_world(Database(engine, STORE_KEYS))


@pytest.fixture(scope="module")
def payslips(world: World) -> Registered:
    """An ordinary confidential client."""
    return world.register()


@SETTINGS
@given(name=st.sampled_from(PARAMETERS), value=values, is_signed_in=st.booleans())
def test_no_authorization_parameter_breaks_the_provider(
    world: World, payslips: Registered, name: str, value: bytes, *, is_signed_in: bool
) -> None:
    browser = world.browser()
    if is_signed_in:
        world.sign_in(browser)
    request = {key: one for key, one in world.request(payslips.client).items() if key != name}
    response = browser.http.get(
        f"/authorize?{encode(**request)}&{name}={quote_from_bytes(value)}",
        environ_overrides={"REMOTE_ADDR": browser.address},
    )
    assert response.status_code in {303, 400, 403}
    location = response.headers.get("Location", "/signin/")
    assert location.startswith(("/signin/", f"{CALLBACK}?"))
    assert response.text.count("<script>alert") == 0


@SETTINGS
@given(
    name=st.sampled_from(
        [
            "grant_type",
            "code",
            "redirect_uri",
            "code_verifier",
            "client_id",
            "refresh_token",
            "scope",
            "client_assertion",
        ]
    ),
    value=values,
    grant=st.sampled_from(["authorization_code", "refresh_token"]),
)
def test_no_token_parameter_breaks_the_provider(
    world: World, payslips: Registered, name: str, value: bytes, grant: str
) -> None:
    form = {"grant_type": grant, "code": "c", "redirect_uri": CALLBACK, "refresh_token": "r"}
    form.pop(name, None)
    response = world.app.test_client().post(
        "/token",
        data=f"{encode(**form)}&{name}={quote_from_bytes(value)}",
        content_type="application/x-www-form-urlencoded",
        auth=(payslips.client.client_id, payslips.secret),
    )
    assert response.status_code in {400, 401}
    assert set(response.json) == {"error", "error_description"}


@SETTINGS
@given(value=values, scheme=st.sampled_from([b"Basic ", b"Bearer ", b"basic", b""]))
def test_no_authorization_header_breaks_the_provider(world: World, value: bytes, scheme: bytes) -> None:
    header = (scheme + value.replace(b"\r", b"").replace(b"\n", b"")).decode("latin-1")
    world.clock.advance(minutes=2)  # so that no failure before this one counts
    http = world.app.test_client()
    tokens = http.post("/token", data={"grant_type": "authorization_code"}, headers={"Authorization": header})
    assert tokens.status_code in {400, 401}
    assert http.get("/userinfo", headers={"Authorization": header}).status_code in {400, 401}


@SETTINGS
@given(
    value=values, name=st.sampled_from(["id_token_hint", "client_id", "post_logout_redirect_uri", "state"])
)
def test_no_logout_parameter_breaks_the_provider(world: World, value: bytes, name: str) -> None:
    browser = world.browser()
    world.sign_in(browser)
    asked = browser.http.get(
        f"/end-session?{name}={quote_from_bytes(value)}", environ_overrides={"REMOTE_ADDR": browser.address}
    )
    assert asked.status_code == 200
    body = f"csrf={csrf_of(world, browser)}&{name}={quote_from_bytes(value)}"
    done = browser.http.post(
        "/end-session/confirmed",
        data=body,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"REMOTE_ADDR": browser.address},
    )
    if b"\0" in value:  # a browser makes another character of it before it sends the form
        assert done.status_code == 400
    else:
        assert done.headers["Location"] == "/signed-out"


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/authorize", "/end-session"])
def test_a_thousand_parameters_are_refused(world: World, path: str) -> None:
    body = "&".join(f"a{number}=1" for number in range(1000))
    response = world.app.test_client().post(path, data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/authorize", "/end-session"])
def test_a_body_of_more_than_64_kib_is_not_read(world: World, path: str) -> None:
    response = world.app.test_client().post(path, data={"code": "x" * 70_000})
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/authorize", "/end-session"])
def test_uploads_are_turned_away(world: World, path: str) -> None:
    response = world.app.test_client().post(path, data={"code": "x"}, content_type="multipart/form-data")
    assert response.status_code == 415


def test_another_host_is_turned_away(world: World) -> None:
    assert world.app.test_client().get("/authorize", base_url="https://evil.test").status_code == 400
    assert ISSUER in world.app.test_client().get("/.well-known/openid-configuration").text
