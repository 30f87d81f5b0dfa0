"""One URI for each way to sign in: `<issuer>/authn/<level>`.

An application asks for it by a parameter, is told it by a claim, and can ask for the same again (Authentication Request
Parameter Extensions for the Swedish OpenID Connect Profile 1.1, section 2.2).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from idp.oidc.paths import AUTHN

AUTHN_PROVIDER: Final = "https://id.oidc.se/param/authnProvider"


@lru_cache(maxsize=64)
def authn_provider_uri(issuer: str, level: str) -> str:
    """Return the URI of a level."""
    return f"{issuer}{AUTHN}/{quote(level, safe='')}"


def find_level(issuer: str, uri: str | None, levels: Iterable[str]) -> str | None:
    """Return the level that this exact URI names; None without one, or when it names none of these."""
    if uri is None:
        return None
    return next((level for level in levels if authn_provider_uri(issuer, level) == uri), None)
