"""Reads client credentials from HTTP Basic (RFC 6749, section 2.3.1; RFC 7617)."""

import binascii
from base64 import b64decode
from urllib.parse import unquote_plus


class BadCredentials(ValueError):
    """The header holds no client credentials that can be read."""


def has_basic(header: str) -> bool:
    """Say whether an Authorization header uses the Basic scheme, in any case."""
    return header[:6].lower() == "basic "


def read_basic(header: str) -> tuple[str, str]:
    """Return client id and secret, each form-decoded: a plus sign is a blank. Raises BadCredentials."""
    try:
        decoded = b64decode(header[6:].strip(), validate=True).decode()
        client_id, _, secret = decoded.partition(":")
        return unquote_plus(client_id, errors="strict"), unquote_plus(secret, errors="strict")
    except (binascii.Error, ValueError) as error:
        raise BadCredentials from error
