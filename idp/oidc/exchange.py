"""Where what works once is exchanged for tokens, and a session for a grant, each time in a unit of work of its own."""

from datetime import datetime
from typing import Protocol

from idp.audit.events import Event
from idp.oidc.grant import Grant, StoredToken
from idp.oidc.machine_token import MachineToken


class Exchanges(Protocol):
    """Each is whole, recorded and committed when it returns; where the answer is False, nothing at all was written."""

    def redeem(self, grant_id: str, tokens: tuple[StoredToken, ...], event: Event, now: datetime) -> bool:
        """Consume the grant's code: one conditional UPDATE. True for the one caller who gets the tokens."""
        ...

    def rotate(self, token_hash: str, tokens: tuple[StoredToken, ...], event: Event, now: datetime) -> bool:
        """Consume a refresh token: one conditional UPDATE. True for the one caller who gets the next."""
        ...

    def renew(self, token_hash: str, tokens: tuple[StoredToken, ...], event: Event, now: datetime) -> bool:
        """Store what a refresh token brings that stays as it is; False when it is no longer alive."""
        ...

    def grant_again(self, grant: Grant, event: Event, clients_version: int) -> bool:
        """Store a grant to a client that takes part in the grant's session already.

        False for one that does not, and when any client's registration has changed since this version.
        """
        ...

    def issue(self, token: MachineToken, event: Event) -> None:
        """Store a machine's token, for which nothing is consumed."""
        ...

    def issue_still(self, token: MachineToken, event: Event, clients_version: int) -> bool:
        """Do the same; False when any client's registration has changed since this version."""
        ...
