"""What networks, levels and applications are called in the reader's language, and what they were once called by id."""

from collections.abc import Callable
from dataclasses import dataclass

from idp.oidc.clients.reserved import is_reserved
from idp.policy.rules import CONSOLE, Policy


@dataclass(frozen=True, slots=True)
class Labels:
    """Names things. What is not known any more keeps its id for a name.

    `policy` returns the rules as they are now, `find_client` an application's name by its id.
    """

    policy: Callable[[], Policy]
    find_client: Callable[[str], str | None]

    def zone(self, name: str, language: str) -> str:
        """Return what a network is called."""
        zone = next((one for one in self.policy().zones if one.name == name), None)
        return zone.label.pick(language) if zone else name

    def level(self, name: str, language: str) -> str:
        """Return what a level is called."""
        level = self.policy().levels.get(name)
        return level.label.pick(language) if level else name

    def client(self, client_id: str, language: str) -> str:
        """Return what an application is called; the console, which is ours, as the policy calls its service."""
        ours = self.policy().services.get(CONSOLE) if is_reserved(client_id) else None
        return ours.name.pick(language) if ours else self.find_client(client_id) or client_id
