"""Which texts can be kept and told: PostgreSQL takes no NUL, and half a character cannot be written."""

import re
from typing import Final

UNFIT: Final = re.compile("[\0\ud800-\udfff]")
NUL_IN_JSON: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""The one way to write a NUL; two backslashes before it are a backslash that is meant."""


def is_storable(text: str) -> bool:
    """Say whether the text can be kept and told."""
    return UNFIT.search(text) is None


def holds_nul(document: bytes) -> bool:
    """Say whether any text of a JSON document holds a NUL; its reader refuses half characters."""
    return NUL_IN_JSON.search(document) is not None
