"""Reads what a browser sends from an authenticator, as far as can be done before anything is verified."""

import json
from base64 import urlsafe_b64decode
from binascii import Error
from dataclasses import dataclass, field
from typing import Any, Final

MOST_CHARACTERS: Final = 16 * 1024
"""An answer without attestation is shorter than two kilobytes; a longer one is not looked into (ASVS 5, 2.2.1)."""

MOST_ID_BYTES: Final = 1023
"""The longest credential id there is (WebAuthn level 3, section 4)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer taken apart. Nothing in it is proved yet."""

    credential_id: bytes
    parts: dict[str, Any] = field(repr=False)

    @property
    def transports(self) -> tuple[str, ...]:
        """How the browser says that it reached the authenticator."""
        said = self.parts["response"].get("transports")
        return tuple(one for one in said if isinstance(one, str)) if isinstance(said, list) else ()

    @property
    def is_discoverable(self) -> bool | None:
        """Whether the browser says that the authenticator finds the credential by itself; None when it does not say."""
        extensions = self.parts.get("clientExtensionResults")
        properties = extensions.get("credProps") if isinstance(extensions, dict) else None
        said = properties.get("rk") if isinstance(properties, dict) else None
        return said if isinstance(said, bool) else None


def read_answer(sent: str) -> Answer | None:
    """Return the answer; None when it is too long or no answer of an authenticator, or was given inside another page."""
    if len(sent) > MOST_CHARACTERS:
        return None
    try:
        parts = json.loads(sent)
        credential_id = read_bytes(parts["id"])
        client_data = json.loads(read_bytes(parts["response"]["clientDataJSON"]))
        is_framed = bool(client_data.get("crossOrigin")) or "topOrigin" in client_data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    is_fit = 0 < len(credential_id) <= MOST_ID_BYTES and not is_framed
    return Answer(credential_id, parts) if is_fit else None


def read_bytes(text: str) -> bytes:
    """Return base64url without padding as bytes. Raises ValueError for anything else."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except Error as error:
        raise ValueError("not base64url") from error
