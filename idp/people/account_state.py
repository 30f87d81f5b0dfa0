"""What bars an account of the local directory, whatever its password, and where that is changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AccountState:
    """`is_locked` keeps the person out; `must_change_password` says that their password has run out."""

    is_locked: bool
    must_change_password: bool


class AccountStore(Protocol):
    """Where the accounts of the local directory are kept."""

    def find_state(self, person_id: str) -> AccountState | None:
        """Return what bars the account; None when it is of another directory."""
        ...

    def unlock(self, person_id: str, now: datetime) -> bool:
        """Unlock the account, in one conditional UPDATE; False when it was not locked."""
        ...
