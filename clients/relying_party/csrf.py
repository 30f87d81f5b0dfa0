"""Forms that only our own pages can send."""

import hashlib
import hmac

from flask import current_app, session

from .refusal import Refusal


def build_form_token() -> str:
    """Return the token of this session's forms: bound to the session's own token, so it ends with it."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"form:{session.get('id', '')}".encode(), hashlib.sha256).hexdigest()


def check_form_token(token: str) -> None:
    """Refuse a form whose token is not this session's."""
    if not hmac.compare_digest(token.encode(), build_form_token().encode()):
        raise Refusal("bad_form", 400, "the form's token is not this session's")
