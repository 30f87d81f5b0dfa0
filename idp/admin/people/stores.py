"""What the desk of people needs of a unit of work."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from idp.audit.history import History
from idp.methods.holdings import MethodStores
from idp.methods.reset import ResetStore
from idp.methods.throttle import ThrottleStore
from idp.oidc.stores import OidcStores
from idp.people.account_state import AccountStore
from idp.people.finding import Found, Position, Wanted


class PeopleIndex(Protocol):
    """Where people of the local directory are found."""

    def find_people(self, wanted: Wanted, after: Position | None, limit: int) -> tuple[Found, ...]:
        """Return at most `limit` people, in the order of what finds them, from after a position."""
        ...


class PeopleStores(OidcStores, MethodStores, Protocol):
    """A unit of work that holds all there is about people."""

    @property
    def accounts(self) -> AccountStore: ...

    @property
    def history(self) -> History: ...

    @property
    def people_index(self) -> PeopleIndex: ...

    @property
    def resets(self) -> ResetStore: ...

    @property
    def throttle(self) -> ThrottleStore: ...


Begin = Callable[[], AbstractContextManager[PeopleStores]]
"""Opens a unit of work."""
