"""Every client that was asked for lately, in memory until any registration changes."""

from dataclasses import dataclass, field

from idp.oidc.clients.client import Client
from idp.oidc.stores import OidcStores


class RegistrationChanged(Exception):
    """A client was judged as it was read last, and some registration has changed since."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A client as it was when the registrations had this number."""

    client: Client
    version: int


@dataclass(slots=True)
class ClientRegistry:
    """Finds clients; one number is read from the database to know whether the copies are still right."""

    _held: tuple[int, dict[str, Client]] = field(default=(-1, {}), repr=False)

    def find(self, stores: OidcStores, client_id: str, version: int | None = None) -> Client | None:
        """Return the client; None when there is none or it is paused. `version` is the number, where it was just read."""
        if version is None:
            version = stores.clients.version()
        if self._held[0] != version:
            self._held = (version, {})
        known = self._held[1]
        client = known.get(client_id) or stores.clients.find(client_id)
        if client is None or client.is_paused:
            return None
        known[client_id] = client
        return client

    def recall(self, client_id: str) -> Recalled | None:
        """Return the client as it was read last; None when it was not. Nothing is done on it unless its number stands."""
        version, known = self._held
        client = known.get(client_id)
        return None if client is None else Recalled(client, version)
