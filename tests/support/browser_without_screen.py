"""A browser without a screen: it keeps cookies, follows redirects and remembers the page it is on."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ISSUER = "http://localhost:8000"


@dataclass
class Browser:
    """Someone's browser at some address. It follows redirects within the provider and remembers the page it is on."""

    http: FlaskClient
    address: str
    page: TestResponse = field(init=False)
    path: str = ""
    left_for: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def open(self, path: str) -> "Browser":
        """Go to a path and follow where it leads."""
        return self._follow(self._call("GET", path), path)

    def send(self, **form: str) -> "Browser":
        """Send the form of this page and follow where it leads."""
        return self.send_to(self.path, **form)

    def send_to(self, path: str, **form: str) -> "Browser":
        """Send a form with this page's token to a path."""
        return self._follow(self._call("POST", path, {"csrf": self.csrf} | form), path)

    def refresh(self) -> "Browser":
        """Load the page again."""
        return self.open(self.path)

    @property
    def text(self) -> str:
        """The page as it is sent."""
        return self.page.get_data(as_text=True)

    @property
    def title(self) -> str:
        """The page's title, without the name of the portal."""
        found = re.search(r"<title>(.*?) – E-portalen</title>", self.text, re.DOTALL)
        return unescape(found[1].strip()) if found else ""

    @property
    def csrf(self) -> str:
        """The token that this page's forms carry."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.text)
        return found[1] if found else ""

    @property
    def step(self) -> str:
        """The last part of the page's address: which step it is."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def interaction_id(self) -> str:
        """The id of the sign-in this browser is in."""
        return self.path.split("/")[2]

    def cookie(self, name: str) -> str | None:
        """Return a cookie's value."""
        found = self.http.get_cookie(name)
        return found.value if found else None

    def _call(self, method: str, path: str, form: dict[str, str] | None = None) -> TestResponse:
        return self.http.open(
            path,
            method=method,
            data=form,
            base_url=ISSUER,
            headers=self.headers,
            environ_overrides={"REMOTE_ADDR": self.address},
        )

    def _follow(self, response: TestResponse, path: str) -> "Browser":
        self.left_for = None
        for _ in range(10):
            if response.status_code not in (301, 302, 303, 307, 308):
                self.page, self.path = response, path.split("?", maxsplit=1)[0]
                return self
            assert response.status_code == 303, response.status_code
            target = urlsplit(response.headers["Location"])
            if target.netloc and f"{target.scheme}://{target.netloc}" != ISSUER:
                self.page, self.left_for = response, response.headers["Location"]
                return self
            path = target.path + (f"?{target.query}" if target.query else "")
            response = self._call("GET", path)
        raise AssertionError(f"too many redirects: {path}")
