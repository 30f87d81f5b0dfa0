"""The provider's cookies: their names, how long they live, and the one way to read and write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Request, Response

DAY_SECONDS = 24 * 3600
YEAR_SECONDS = 365 * DAY_SECONDS
LONGEST_VALUE = 256


class Cookie(StrEnum):
    """Every cookie there is. Each is necessary for what the person asked for; none follows anybody."""

    SESSION = "idp_session"
    BROWSER = "idp_browser"
    REALM = "idp_realm"
    METHOD = "idp_method"
    LANGUAGE = "idp_language"
    NOT_NOW = "idp_not_now"
    STATE = "idp_state"
    CONSOLE = "idp_console"
    DEMO_ZONE = "idp_demo_zone"


LIVES: dict[Cookie, int | None] = {
    Cookie.SESSION: None,
    Cookie.BROWSER: YEAR_SECONDS,
    Cookie.REALM: YEAR_SECONDS,
    Cookie.METHOD: YEAR_SECONDS,
    Cookie.LANGUAGE: YEAR_SECONDS,
    Cookie.NOT_NOW: DAY_SECONDS,
    Cookie.STATE: None,
    Cookie.CONSOLE: None,
    Cookie.DEMO_ZONE: DAY_SECONDS,
}
"""Seconds a cookie lives; None until the browser is closed."""


@dataclass(frozen=True, slots=True)
class Cookies:
    """Reads and writes cookies: Secure and bound to the host by `__Host-` over https, without either on loopback http.

    All are for the whole site, and HttpOnly and SameSite=Lax but for the one that a frame of ours reads to other sites.
    """

    is_secure: bool

    def attributes_of(self, cookie: Cookie) -> dict[str, Any]:
        """Return what the cookie is written and deleted with."""
        is_read_in_frames = cookie is Cookie.STATE
        return {
            "path": "/",
            "secure": self.is_secure,
            "httponly": not is_read_in_frames,
            "samesite": "None" if is_read_in_frames and self.is_secure else "Lax",
        }

    def name_of(self, cookie: Cookie) -> str:
        """Return the cookie's name as the browser knows it."""
        return f"__Host-{cookie}" if self.is_secure else cookie.value

    def read(self, request: Request, cookie: Cookie) -> str | None:
        """Return the value of a request's cookie; None when it is absent, empty or longer than any we write."""
        return self.find(request.cookies, cookie)

    def find(self, held: Mapping[str, str], cookie: Cookie) -> str | None:
        """Return the cookie's value among those that came; None when it is absent, empty or longer than any we write."""
        name = self.name_of(cookie)
        value = held[name] if name in held else ""  # noqa: SIM401 - werkzeug's get raises and catches for what is absent
        return value if 0 < len(value) <= LONGEST_VALUE else None

    def write(self, response: Response, cookie: Cookie, value: str) -> None:
        """Have the browser keep the value for the cookie's life."""
        response.set_cookie(self.name_of(cookie), value, max_age=LIVES[cookie], **self.attributes_of(cookie))

    def delete(self, response: Response, cookie: Cookie) -> None:
        """Have the browser forget the cookie."""
        response.delete_cookie(self.name_of(cookie), **self.attributes_of(cookie))
