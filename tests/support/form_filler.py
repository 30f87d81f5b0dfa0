"""Somebody at a browser without scripts, who fills in the sign-in's forms until they are sent back."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

import pyotp
import requests

from idp.ops.demo.people import load_town
from tests.support.served import Served

OFFICE, HOME = "192.0.2.10", "203.0.113.200"
MAX_STEPS = 30


@dataclass
class FormFiller:
    """A person, where they are, and their browser. `steps` are the pages they had to fill in the last time."""

    served: Served
    username: str = "margra001"
    address: str = OFFICE
    method: str = "password"
    http: requests.Session = field(default_factory=requests.Session)
    steps: list[str] = field(default_factory=list)

    def open(self, url: str) -> str:
        """Open an address and do what is asked; return the address outside the provider where it ends."""
        self.steps.clear()
        answer = self._send("GET", url)
        for _ in range(MAX_STEPS):
            if answer.is_redirect:
                location = urljoin(answer.url, answer.headers["Location"])
                if not location.startswith(f"{self.served.issuer}/"):
                    return location
                answer = self._send("GET", location)
            else:
                answer = self._fill_in(answer)
        raise AssertionError(f"no end after {self.steps}")

    def _fill_in(self, page: requests.Response) -> requests.Response:
        """Send the form of a page."""
        path = urlsplit(page.url).path
        assert page.status_code == 200, f"{path} answered {page.status_code}"
        step = path.rsplit("/", 1)[-1]
        self.steps.append(step)
        token = re.search(r'name="csrf" value="([^"]*)"', page.text)
        assert token is not None, path
        return self._send("POST", page.url, {"csrf": unescape(token[1]), **self._answer(step)})

    def _answer(self, step: str) -> dict[str, str]:
        """Return what the person types or presses on a page."""
        match step:
            case "realm":
                return {"realm": "adm"}
            case "method":
                return {"method": self.method}
            case "password":
                return {"username": self.username, "password": load_town().password}
            case "app":
                return {"code": pyotp.TOTP(self.served.seeds["adm", self.username]).now()}
        raise AssertionError(f"nobody knows what to do at {step}")

    def _send(self, method: str, url: str, form: dict[str, str] | None = None) -> requests.Response:
        headers = {"X-Forwarded-For": self.address}
        return self.http.request(method, url, data=form, headers=headers, allow_redirects=False, timeout=10)
