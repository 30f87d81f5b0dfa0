"""Where used client assertions are remembered."""

from datetime import datetime
from typing import Protocol


class AssertionStore(Protocol):
    """Remembers each assertion's `jti` until it expires."""

    def use(self, client_id: str, jti_hash: str, expires_at: datetime) -> bool:
        """Remember the assertion; return True for the first to use it. One conditional INSERT."""
        ...
