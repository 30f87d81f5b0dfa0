"""Sends requests that nobody would, one after the other, and keeps those that the provider answers badly."""

import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Final

from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from idp.oidc.authorization.request import PARAMETERS
from idp.sessions.cookies import Cookie
from idp.sessions.csrf import csrf_token
from tests.fuzz.pool import Pool
from tests.fuzz.probe import Probe, draw
from tests.support.console import at_console, staff_console
from tests.support.portal import sign_in
from tests.support.signing_in import ERIK, MARIA, PASSWORD, SECRET, Browser, House

FORM_NAMES: Final = (
    "grant_type", "code", "code_verifier", "refresh_token", "client_secret", "client_assertion", "client_assertion_type", "token",
    "token_type_hint", "access_token", "post_logout_redirect_uri", "username", "password", "realm", "method", "action", "number",
)  # fmt: skip
KNOWN: Final = {
    "response_type": ("code", "id_token", "code id_token token", "none"),
    "response_mode": ("query", "fragment", "form_post", "jwt", "query.jwt", "form_post.jwt"),
    "grant_type": ("authorization_code", "refresh_token", "client_credentials", "password"),
    "scope": ("openid", "openid profile", "openid offline_access"),
    "code_challenge_method": ("S256", "plain"),
    "code_challenge": ("c" * 43,),
    "code_verifier": ("v" * 43,),
    "prompt": ("none", "login", "consent", "none login", "select_account"),
    "max_age": ("0", "1", "100000"),
    "realm": ("adm", "skola"),
    "username": (MARIA.username, ERIK.username),
    "password": (PASSWORD,),
    "method": ("password", "mail", "sms", "app"),
    "action": ("later", "resend", "cancel", "yes"),
}

SIGNED_IN_WELL: Final[tuple[Callable[[House], Browser], ...]] = (
    lambda house: sign_in(house, MARIA, level="app"),
    at_console,
)
"""An employee with an app and an administrator; their sign-ins end with the hours."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that should not have been, and the request that got it."""

    number: int
    probe: Probe
    what: str


@dataclass
class Fuzzer:
    """The whole provider in this process, two people and an administrator who are signed in, and what was seen so far."""

    house: House
    random: Random
    pool: Pool = field(default_factory=Pool)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    browsers: list[Browser] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in (*PARAMETERS, *FORM_NAMES):
            self.pool.add(name, "")
        for name, values in KNOWN.items():
            for value in values:
                self.pool.add(name, value)
        staff_console(self.house)
        self.browsers += [
            *(enter(self.house) for enter in SIGNED_IN_WELL),
            sign_in(self.house, ERIK),
            self.house.browser(),
        ]

    def know_client(self, client_id: str, secret: str | None, redirect_uri: str) -> None:
        """Use a client's own words in requests."""
        self.pool.add("client_id", client_id)
        self.pool.add("client_secret", secret or "")
        self.pool.add("redirect_uri", redirect_uri)
        self.pool.add("basic", b64encode(f"{client_id}:{secret}".encode()))

    def run(self, times: int | None = None) -> Iterator[Fault]:
        """Send so many requests, or for ever, and yield what went wrong."""
        rules = list(self.house.app.url_map.iter_rules())
        number = 0
        while times is None or number < times:
            number += 1
            browser = self._pick_browser()
            self.pool.seen["csrf"].append(csrf_of(browser))
            probe = draw(rules, self.pool, cookies_of(browser), self.random)
            if self.random.random() < 0.02:
                self.house.clock.advance(seconds=self.random.choice([1, 40, 400, 4000]))
            if what := self._send(probe, browser):
                yield Fault(number, probe, what)

    def _pick_browser(self) -> Browser:
        """Return one of the browsers; those that are signed in well sign in again now and then."""
        at = self.random.randrange(len(self.browsers))
        if at < len(SIGNED_IN_WELL) and self.random.random() < 0.02:
            self.house.clock.advance(hours=1)
            self.browsers[at] = SIGNED_IN_WELL[at](self.house)
        return self.browsers[at]

    def _send(self, probe: Probe, browser: Browser) -> str | None:
        """Send the request; say what is wrong with the answer, or None."""
        began = time.perf_counter()
        try:
            body, status, headers = run_wsgi_app(self.house.app, probe.build_environ(), buffered=True)
            content = b"".join(body)
        except Exception as problem:  # noqa: BLE001 - whatever comes out is the finding
            return f"raised {type(problem).__name__}: {problem}"
        self.slowest = max(self.slowest, time.perf_counter() - began)
        keep_cookies(browser, headers)
        code = int(status.split()[0])
        self.statuses[code] += 1
        self.pool.learn(
            probe.path.decode("latin-1"),
            headers.get("Location"),
            headers.get("Content-Type", ""),
            content[:200_000],
        )
        if code >= 500 and probe.path != b"/health/ready":
            return f"answered {status}"
        if b"Traceback" in content:
            return "showed a stack trace"
        return None


def cookies_of(browser: Browser) -> bytes:
    """Return the Cookie header that the browser sends."""
    cookies = browser.http._cookies or {}
    return "; ".join(f"{one.key}={one.value}" for one in cookies.values()).encode()


def csrf_of(browser: Browser) -> bytes:
    """Return the token that the forms of this browser carry now."""
    secret, session = browser.cookie(Cookie.BROWSER) or "", browser.cookie(Cookie.SESSION)
    return csrf_token(SECRET, secret, session).encode()


def keep_cookies(browser: Browser, headers: Headers) -> None:
    """Keep what an answer sets, as the browser would."""
    for line in headers.getlist("Set-Cookie"):
        name, _, value = line.partition(";")[0].partition("=")
        browser.http.set_cookie(name, value)
