"""One connection of the load: an application and the browser of a person who has signed in."""

import base64
import re
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from idp.ops.demo.people import load_town
from idp.sessions.cookies import Cookie
from tests.bench.servers import CALLBACK, Server

OFFICE: Final = "192.0.2.10"
PERSON: Final = "margra001"
VERIFIER: Final = "a-verifier-of-the-bench-that-is-long-enough-to-be-one"
CHALLENGE: Final = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
FORM: Final = "application/x-www-form-urlencoded"
STEPS: Final = 20
HABITS: Final = (Cookie.BROWSER, Cookie.REALM, Cookie.METHOD)
"""What a browser remembers from one sign-in to the next."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: bytes


@dataclass
class Visitor:
    """A keep-alive connection with the cookies of one browser."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.http = HTTPConnection(urlsplit(self.server.issuer).netloc, timeout=30)
        credentials = f"{self.server.client_id}:{self.server.client_secret}"
        self.basic = f"Basic {base64.b64encode(credentials.encode()).decode()}"

    def send(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        """Send a request of an application, without cookies."""
        if body is not None:
            headers["Content-Type"] = FORM
        self.http.request(method, path, body, headers)
        response = self.http.getresponse()
        answer = Answer(response.status, response.headers.get("Location", ""), response.read())
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return answer

    def browse(self, method: str, path: str, body: str | None = None) -> Answer:
        """Send a request of the browser."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return self.send(method, path, body, **{"Cookie": cookies, "X-Forwarded-For": OFFICE})

    def forget_session(self) -> None:
        """Have the browser be the same one, in which nobody is signed in; of the peer's, which keeps no habit, nothing is left."""
        kept = set(HABITS) if self.server.name != "peer" else set()
        self.cookies = {name: value for name, value in self.cookies.items() if name in kept}

    def authorize(self) -> str:
        """Return a code, signing in where that is asked for."""
        query = urlencode(
            {
                "client_id": self.server.client_id,
                "response_type": "code",
                "redirect_uri": CALLBACK,
                "scope": "openid profile",
                "state": "a-state",
                "nonce": "a-nonce",
                "code_challenge": CHALLENGE,
                "code_challenge_method": "S256",
            }
        )
        authorize = "/authorize" if self.server.name != "peer" else "/auth"
        path, answer = authorize, self.browse("GET", f"{authorize}?{query}")
        for _ in range(STEPS):
            if answer.location.startswith(CALLBACK):
                return parse_qs(urlsplit(answer.location).query)["code"][0]
            if answer.location:
                parts = urlsplit(answer.location)
                path = f"{parts.path}?{parts.query}" if parts.query else parts.path
                answer = self.browse("GET", path)
            else:
                answer = self.browse("POST", path, fill_in(path, answer))
        raise RuntimeError(f"the sign-in does not end: {path} answered {answer.status}")

    def post(self, path: str, **form: str) -> bytes:
        """Return what an endpoint that knows the client answers. Raises RuntimeError for a refusal."""
        answer = self.send("POST", path, urlencode(form), Authorization=self.basic)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {answer.body[:300]!r}")
        return answer.body

    def get(self, path: str, **headers: str) -> bytes:
        """Return what is at the path. Raises RuntimeError for a refusal."""
        answer = self.send("GET", path, **headers)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {answer.body[:300]!r}")
        return answer.body


def fill_in(path: str, page: Answer) -> str:
    """Return the form that a person in the office sends back."""
    token = re.search(rb'name="csrf" value="([^"]*)"', page.body)
    if page.status != 200 or token is None:
        raise RuntimeError(f"{path} answered {page.status}: {page.body[:300]!r}")
    answers = {
        "realm": {"realm": "adm"},
        "method": {"method": "password"},
        "password": {"username": PERSON, "password": load_town().password},
    }
    return urlencode(
        {"csrf": unescape(token[1].decode()), **answers[path.split("?", maxsplit=1)[0].rsplit("/", 1)[-1]]}
    )
