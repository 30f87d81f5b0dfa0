"""Cookies are bound to the host and to https wherever there is https."""

import pytest
from flask import Request, Response
from werkzeug.test import EnvironBuilder

from idp.sessions.cookies import Cookie, Cookies


def request_with(name: str, value: str) -> Request:
    """Return a request that carries one cookie."""
    return Request(EnvironBuilder(headers={"Cookie": f"{name}={value}"}).get_environ())


def test_cookie_over_https_is_bound_to_host_and_scheme() -> None:
    response = Response()
    Cookies(is_secure=True).write(response, Cookie.SESSION, "secret")
    assert (
        response.headers["Set-Cookie"] == "__Host-idp_session=secret; Secure; HttpOnly; Path=/; SameSite=Lax"
    )


def test_cookie_on_loopback_http_is_plain_but_closed_to_scripts() -> None:
    response = Response()
    Cookies(is_secure=False).write(response, Cookie.SESSION, "secret")
    assert response.headers["Set-Cookie"] == "idp_session=secret; HttpOnly; Path=/; SameSite=Lax"


def test_choice_is_remembered_for_a_year() -> None:
    response = Response()
    Cookies(is_secure=True).write(response, Cookie.REALM, "adm")
    assert "Max-Age=31536000" in response.headers["Set-Cookie"]


def test_deleted_cookie_is_deleted_under_the_same_conditions() -> None:
    response = Response()
    Cookies(is_secure=True).delete(response, Cookie.SESSION)
    header = response.headers["Set-Cookie"]
    assert header.startswith("__Host-idp_session=;")
    assert "Max-Age=0" in header
    assert "Secure" in header


def test_plain_cookie_is_not_read_where_a_bound_one_is_due() -> None:
    assert Cookies(is_secure=True).read(request_with("idp_session", "planted"), Cookie.SESSION) is None


@pytest.mark.parametrize("value", ["", "x" * 257])
def test_empty_and_overlong_values_are_as_none(value: str) -> None:
    assert Cookies(is_secure=False).read(request_with("idp_session", value), Cookie.SESSION) is None
