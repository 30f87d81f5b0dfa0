"""The service of applications that name none: written into a policy's text, or taken out of it."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from idp.policy.writing.put import put
from idp.policy.writing.rule import prove, read_document

DEFAULT = "default_service"


def find_default(document: Mapping[str, Any]) -> str:
    """Return the service of applications that name none; "" when they are refused."""
    written = document.get(DEFAULT)
    return written if isinstance(written, str) else ""


def write_default(text: str, service: str) -> str | None:
    """Return the text with the service of applications that name none, "" refuses them; None when it cannot be written."""
    wanted: Any = deepcopy(read_document(text))
    if wanted is None:
        return None
    wanted.pop(DEFAULT, None)
    if service:
        wanted[DEFAULT] = service
    return prove(put(text, (), DEFAULT, service or None), wanted)
