"""Clients that the provider itself needs: nobody changes, removes or exports them."""

from typing import Final

CONSOLE: Final = "idp-console"
"""The administrators' console, a relying party of its own provider."""

RESERVED: Final = frozenset({CONSOLE})


class ReservedClient(ValueError):
    """The client is the provider's own and is not for anybody to change."""


def check_not_reserved(client_id: str) -> None:
    """Refuse to touch a client of the provider's own. Raises ReservedClient."""
    if client_id in RESERVED:
        raise ReservedClient(client_id)
