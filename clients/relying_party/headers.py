"""The headers of every answer."""

from urllib.parse import urlsplit

from flask import Response, request

from .party import this_party


def set_headers(response: Response) -> Response:
    """Allow nothing but our own files, keep pages out of caches and frames.

    form-action names the provider too: browsers apply it to the redirect that follows the sign-out form.
    """
    config = this_party().config
    provider = "{0.scheme}://{0.netloc}".format(urlsplit(config.issuer))
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self' {provider}; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if config.is_https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if not (request.endpoint or "").endswith("static"):
        response.headers["Cache-Control"] = "no-store"
    return response
