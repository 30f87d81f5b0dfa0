"""The token that a form carries to prove that this browser was given it."""

import hmac
from hashlib import sha256


def csrf_token(key: bytes, browser_secret: str, session_secret: str | None) -> str:
    """Return the token of forms shown to this browser while it has this session, in hex.

    It changes when the session's secret does, so a form from before a sign-in is not good after it.
    """
    message = b"".join(sha256(secret.encode()).digest() for secret in (browser_secret, session_secret or ""))
    return hmac.digest(key, message, "sha256").hex()


def is_csrf_token(expected: str, given: str) -> bool:
    """Compare two tokens in a time that tells nothing."""
    return hmac.compare_digest(expected.encode(), given.encode(errors="replace"))
