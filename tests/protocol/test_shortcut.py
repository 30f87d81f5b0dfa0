"""Relying parties are answered before the framework, and the same as by it."""

import logging
from base64 import b64encode
from collections.abc import Iterable
from io import BytesIO, RawIOBase
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.test import Client, TestResponse

from idp.app.shortcut import Shortcut
from idp.oidc.endpoints.machines import Door
from idp.oidc.http import Request, Response
from idp.oidc.registration.registering import Registered
from tests.support.world import ISSUER, World

FORM = "application/x-www-form-urlencoded"


def shortcut_of(world: World) -> Shortcut:
    shortcut = world.app.wsgi_app
    assert isinstance(shortcut, Shortcut)
    return shortcut


def ask(application: Any, method: str, path: str, **options: Any) -> TestResponse:
    return Client(application, use_cookies=False).open(path, method=method, base_url=ISSUER, **options)


def unreachable(_environ: object, _start_response: object) -> Iterable[bytes]:
    raise AssertionError("the framework was asked")


def basic(registered: Registered) -> dict[str, str]:
    pair = f"{registered.client.client_id}:{registered.secret}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", "/.well-known/openid-configuration", {}),
        ("GET", "/.well-known/openid-configuration?x=%ff", {}),
        ("GET", "/jwks", {}),
        ("POST", "/token", {"data": {"grant_type": "authorization_code", "code": "unknown"}}),
        ("POST", "/token", {"data": b"", "content_type": "text/plain"}),
        ("POST", "/token", {"data": b"a=%ff&b=\xff&a=", "content_type": FORM}),
        ("POST", "/token?code=1", {"data": {"grant_type": "refresh_token"}}),
        ("GET", "/userinfo", {}),
        ("GET", "/userinfo", {"headers": {"Authorization": "Bearer unknown"}}),
        ("POST", "/userinfo", {"data": {"access_token": "unknown"}}),
        ("POST", "/introspect", {"data": {"token": "unknown"}}),
        ("POST", "/revoke", {"data": {"token": "unknown"}}),
    ],
)
@pytest.mark.parametrize("is_known", [True, False])
def test_both_ways_answer_the_same(
    world: World, payslips: Registered, method: str, path: str, options: dict[str, Any], is_known: bool
) -> None:
    if is_known:
        options = {"headers": basic(payslips)} | options
    shortcut = shortcut_of(world)
    short = ask(replace_around(shortcut), method, path, **options)
    framed = ask(shortcut.around, method, path, **options)
    assert (short.status_code, short.data) == (framed.status_code, framed.data)
    assert sorted(short.headers) == sorted(framed.headers)


def replace_around(shortcut: Shortcut, **changes: Any) -> Shortcut:
    """Return the shortcut with nothing behind it."""
    given = {
        name: getattr(shortcut, name)
        for name in (
            "doors",
            "plain",
            "complete",
            "overload_errors",
            "clock",
            "chance",
        )
    }
    return Shortcut(unreachable, **given | changes)


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/token", {}, 405),
        ("OPTIONS", "/token", {}, 204),
        ("HEAD", "/jwks", {}, 200),
        ("POST", "/token", {"data": b"x" * 70_000}, 413),
        ("POST", "/token", {"data": {"a": "b"}, "content_type": "multipart/form-data; boundary=x"}, 415),
        ("POST", "/token", {"headers": {"Host": "evil.test"}}, 400),
        ("POST", "/token", {"environ_overrides": {"CONTENT_LENGTH": "1" * 5000}}, 400),
        ("POST", "/token/", {}, 404),
    ],
)
def test_what_is_not_plain_is_the_frameworks(
    world: World, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    assert ask(world.app, method, path, **options).status_code == status
    with pytest.raises(AssertionError, match="the framework was asked"):
        ask(replace_around(shortcut_of(world)), method, path, **options)


def test_a_body_that_ends_early_is_told(world: World) -> None:
    environ = {"CONTENT_LENGTH": "100", "wsgi.input": BytesIO(b"grant_type=refresh_token")}
    answer = ask(world.app, "POST", "/token", content_type=FORM, environ_overrides=environ)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


class Gone(RawIOBase):
    """The body of somebody who hung up."""

    def read(self, size: int = -1) -> bytes:
        raise ConnectionResetError


def test_whoever_hangs_up_within_a_body_is_no_bug(world: World, caplog: pytest.LogCaptureFixture) -> None:
    environ = {"CONTENT_LENGTH": "100", "wsgi.input": Gone()}
    answer = ask(world.app, "POST", "/token", content_type=FORM, environ_overrides=environ)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")
    assert "bug" not in caplog.messages


def break_with(problem: Exception) -> Door:
    def act(_: Request) -> Response:
        raise problem

    return Door("broken", frozenset({"GET"}), act)


def test_a_bug_is_told_by_its_reference_alone(world: World, caplog: pytest.LogCaptureFixture) -> None:
    doors = {"/broken": break_with(ZeroDivisionError("hemligt"))}
    with caplog.at_level(logging.ERROR):
        answer = ask(replace_around(shortcut_of(world), doors=doors), "GET", "/broken")
    assert (answer.status_code, answer.json["error"]) == (500, "server_error")
    assert caplog.records[0].facts["reference"] in answer.json["error_description"]
    assert "hemligt" not in answer.text


def test_an_overloaded_database_is_a_503_with_a_time_to_wait(world: World) -> None:
    doors = {"/broken": break_with(OperationalError("", {}, Exception("hemligt")))}
    shortcut = replace_around(shortcut_of(world), doors=doors, overload_errors=(OperationalError,))
    answer = ask(shortcut, "GET", "/broken")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "hemligt" not in answer.text


def test_a_request_is_one_line_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "idp.request"):
        ask(world.app, "GET", "/jwks?code=hemligt")
    lines = [record.facts for record in caplog.records if record.name == "idp.request"]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [("GET", "/jwks", 200)]
