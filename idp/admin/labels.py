"""What networks, levels and applications are called in the reader's language, and what they were once called by id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from idp.oidc.clients.reserved import is_reserved
from idp.policy.rules import CONSOLE, Policy


@dataclass(frozen=True, slots=True)
class Labels:
    """Names things. What is not known any more keeps its id for a name.

    `policy` returns the rules as they are now, `find_client` an application's name by its id, and
    `list_clients` every application's.
    """

    policy: Callable[[], Policy]
    find_client: Callable[[str], str | None]
    list_clients: Callable[[], Mapping[str, str]]

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
        return self._call(client_id, self.find_client(client_id), language)

    def clients(self, language: str, chosen: str = "") -> list[tuple[str, str]]:
        """Return every application's id and what it is called, by name; the chosen one too when it is gone."""
        known = self.list_clients()
        called = {one: self._call(one, known.get(one), language) for one in {*known, chosen} - {""}}
        return sorted(called.items(), key=lambda one: (one[1].casefold(), one[0]))

    def _call(self, client_id: str, name: str | None, language: str) -> str:
        ours = self.policy().services.get(CONSOLE) if is_reserved(client_id) else None
        return ours.name.pick(language) if ours else name or client_id
