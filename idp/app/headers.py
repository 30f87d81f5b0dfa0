"""The headers that every response carries."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Response, g

from idp.oidc import http as oidc

YEAR_SECONDS = 365 * 24 * 3600

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def add_headers(app: Flask, *, is_secure: bool) -> None:
    """Add what keeps pages from being framed, sniffed, cached or scripted from elsewhere.

    A response that set its own Cache-Control, such as a static file or the keys, keeps it.
    """

    fixed = tuple(list_fixed(is_secure=is_secure))

    @app.after_request
    def write_headers(response: Response) -> Response:
        told = g.get
        policy = content_security_policy(
            told("form_target"), told("frame_origins", ()), is_embeddable=told("is_embeddable", False)
        )
        response.headers.extend((*fixed, ("Content-Security-Policy", policy)))
        if "Cache-Control" not in response.headers:
            response.headers.add("Cache-Control", "no-store")
        return response


@dataclass(frozen=True, slots=True)
class Complete:
    """Completes the headers of answers that the framework does not make: `fixed` are those that all carry."""

    fixed: oidc.Headers

    @classmethod
    def build(cls, *, is_secure: bool) -> "Complete":
        """Return what completes answers without forms and frames."""
        return cls(
            (*list_fixed(is_secure=is_secure), ("Content-Security-Policy", content_security_policy(None)))
        )

    def list_headers(self, response: oidc.Response) -> list[tuple[str, str]]:
        """Return the headers of the answer with those that every response carries."""
        headers = [*response.headers, ("Content-Length", str(len(response.body))), *self.fixed]
        if "Cache-Control" not in [name for name, _ in response.headers]:
            headers.append(("Cache-Control", "no-store"))
        return headers


def list_fixed(*, is_secure: bool) -> Iterator[tuple[str, str]]:
    """Return the headers that are the same on every response; browsers are held to https where it is served."""
    yield from FIXED.items()
    if is_secure:
        yield "Strict-Transport-Security", f"max-age={YEAR_SECONDS}; includeSubDomains"


def content_security_policy(
    form_target: str | None, frame_origins: tuple[str, ...] = (), *, is_embeddable: bool = False
) -> str:
    """Return the policy of a page: everything from here, nothing inline, and no other site's page around it.

    `form_target` is the one other origin the page's form may end at. Chromium holds form-action against every
    redirect after a form is sent, so a sign-in that ends at a relying party must name it.
    `frame_origins` are those that the page opens in frames; `is_embeddable` is for the one page that is made for frames.
    """
    form_action = f"'self' {form_target}" if form_target else "'self'"
    frames = f"frame-src {' '.join(frame_origins)}; " if frame_origins else ""
    ancestors = "https: http:" if is_embeddable else "'none'"
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
        f"connect-src 'self'; {frames}form-action {form_action}; frame-ancestors {ancestors}; base-uri 'none'"
    )
