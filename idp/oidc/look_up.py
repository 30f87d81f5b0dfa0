"""What a request presents, looked up once: the statement that finds it also says how old our copies of clients are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from idp.oidc.grant import Held
from idp.oidc.granting import hash_token
from idp.oidc.provider import Provider
from idp.oidc.stores import Begin, OidcStores

Find = Callable[[OidcStores], Held | None]


def find_nothing(_: OidcStores) -> Held | None:
    """Return what nothing stands for."""


@dataclass(slots=True)
class LookUp:
    """Finds the grant behind a code or token while its presenter is authenticated, or when it is asked for.

    Looking writes nothing, so that it does not matter who the presenter turns out to be.
    """

    find: Find = find_nothing
    _found: Held | None = field(default=None, init=False, repr=False)
    _has_looked: bool = field(default=False, init=False)

    def look(self, stores: OidcStores) -> int | None:
        """Look, and return the clients' version at that moment; None when nothing was found."""
        self._found, self._has_looked = self.find(stores), True
        return None if self._found is None else self._found.clients_version

    def get_held(self, read: Begin) -> Held | None:
        """Return what was found, after looking when nobody has; None for something unknown."""
        if not self._has_looked:
            with read() as stores:
                self.look(stores)
        return self._found


def look_for_grant(provider: Provider, form: Mapping[str, str], now: datetime) -> LookUp:
    """Return the look-up of the code or refresh token that a token request presents."""
    idle = provider.lifetimes.idle
    match form:
        case {"grant_type": "authorization_code", "code": code}:
            return LookUp(lambda stores: stores.grants.find_by_code(hash_token(code), now, idle))
        case {"grant_type": "refresh_token", "refresh_token": token}:
            return LookUp(lambda stores: stores.grants.find_by_refresh(hash_token(token), now, idle))
    return LookUp()


def look_for_access(provider: Provider, form: Mapping[str, str], now: datetime) -> LookUp:
    """Return the look-up of the access token that a request presents."""
    token = form.get("token")
    if token is None:
        return LookUp()
    idle = provider.lifetimes.idle
    return LookUp(lambda stores: stores.grants.find_by_access(hash_token(token), now, idle))
