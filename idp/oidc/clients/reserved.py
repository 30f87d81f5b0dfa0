"""Client ids that belong to the provider itself: no administrator edits, removes or exports them."""

from typing import Final

CONSOLE: Final = "idp-console"
"""The administrators' console, a relying party like any other."""

RESERVED: Final = frozenset({CONSOLE})


class ReservedClient(ValueError):
    """The client is a part of the provider and is not for anybody to change."""


def is_reserved(client_id: str) -> bool:
    """Say whether the client is a part of the provider."""
    return client_id in RESERVED


def check_not_reserved(client_id: str) -> None:
    """Refuse to touch a client that is a part of the provider. Raises ReservedClient."""
    if is_reserved(client_id):
        raise ReservedClient(client_id)
