"""Requests and answers as plain values, so that the protocol knows no web framework."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Pairs = tuple[tuple[str, str], ...]
Headers = tuple[tuple[str, str], ...]

NO_STORE: Headers = (("Cache-Control", "no-store"), ("Pragma", "no-cache"))


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request without its cookies; header names are lower-case, query and form keep order and repeats.

    `form` is None when the body is not an urlencoded form; `body` is then what was sent. `peer` is the address of the
    connection, which a proxy's may be.
    """

    method: str
    path: str
    query: Pairs = ()
    form: Pairs | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    peer: str = ""

    @property
    def parameters(self) -> Pairs:
        """The form of a POST, the query of anything else (OIDC Core, section 3.1.2.1)."""
        return (self.form or ()) if self.method == "POST" else self.query


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response, complete."""

    status: int
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page to render: the template `oidc/<name>.html` and what fills it.

    `form_target` is the one other origin that its form may be sent to, `frame_origins` those it opens in frames.
    `is_embeddable` lets pages of other sites open it in theirs.
    """

    name: str
    status: int = 200
    values: Mapping[str, object] = field(default_factory=dict)
    form_target: str | None = None
    frame_origins: tuple[str, ...] = ()
    is_embeddable: bool = False


Answer = Response | Page


def redirect(location: str) -> Response:
    """Return a 303 to an absolute URL or own path: the browser follows with GET (RFC 9700, section 4.12)."""
    return Response(303, (("Location", location), *NO_STORE))
