"""Where a person may be sent after signing in: only to a page of this application."""

from urllib.parse import urlsplit

from .refusal import Refusal


def check_issuer(iss: str | None, issuer: str) -> None:
    """Refuse a sign-in begun by somebody who names another provider (OpenID Connect Core 1.0, section 4)."""
    if iss is not None and iss != issuer:
        raise Refusal("bad_request", 400, "third-party login for another issuer")


def parse_target(target: str, base_url: str) -> str:
    """Return the path and query of `target`, an address under `base_url` or a path. Raises Refusal for any other.

    Backslashes and control characters are refused: browsers read `/\\host` as another site.
    """
    rest = target.removeprefix(base_url) if target.startswith(f"{base_url}/") else target
    parts = urlsplit(rest)
    is_own = rest.startswith("/") and not rest.startswith("//") and not parts.scheme and not parts.netloc
    if not is_own or "\\" in rest or not rest.isprintable():
        raise Refusal("bad_request", 400, "target_link_uri is not a page of this application")
    return rest
