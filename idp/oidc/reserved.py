"""Client ids that belong to the provider itself: no administrator edits, removes or exports them."""

from typing import Final

CONSOLE: Final = "idp-console"
"""The administrators' console, a relying party like any other."""

RESERVED: Final = frozenset({CONSOLE})


def is_reserved(client_id: str) -> bool:
    """Say whether the client is a part of the provider."""
    return client_id in RESERVED
