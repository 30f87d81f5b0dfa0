"""Reads urlencoded parameters exactly as they were sent."""

from typing import Final
from urllib.parse import parse_qsl

from idp.oidc.errors import ProtocolError
from idp.oidc.http import Pairs

MAX_PARAMETERS: Final = 100
FORM_TYPE: Final = "application/x-www-form-urlencoded"


def read_pairs(raw: bytes) -> Pairs:
    """Return names and values in their order, repeats and empty ones included.

    Bytes that are not UTF-8 become lone surrogates, which no parameter may hold. Raises ProtocolError for more
    than 100 parameters.
    """
    try:
        pairs = parse_qsl(
            raw.decode("ascii", "surrogateescape"),
            keep_blank_values=True,
            max_num_fields=MAX_PARAMETERS,
            errors="surrogateescape",
        )
    except ValueError as error:
        raise ProtocolError(
            "invalid_request", "the request has too many parameters", is_redirectable=False
        ) from error
    return tuple(pairs)


def is_form(content_type: str) -> bool:
    """Say whether a Content-Type names an urlencoded form."""
    return content_type.partition(";")[0].strip().lower() == FORM_TYPE
