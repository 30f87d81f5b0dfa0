from dataclasses import dataclass, field, replace
from typing import Any

from idp.oidc.clients.client import Client
from idp.oidc.clients.registry import ClientRegistry
from tests.unit.oidc.checks.cases import CLIENT


@dataclass
class CountingClients:
    """A store that counts how often a client is read."""

    held: dict[str, Client] = field(default_factory=lambda: {"c1": CLIENT})
    changes: int = 1
    reads: int = 0

    @property
    def clients(self) -> Any:
        return self

    def version(self) -> int:
        return self.changes

    def find(self, client_id: str) -> Client | None:
        self.reads += 1
        return self.held.get(client_id)


def test_a_client_is_read_once_while_nothing_changes() -> None:
    store, registry = CountingClients(), ClientRegistry()
    for _ in range(3):
        assert registry.find(store, "c1") == CLIENT  # type: ignore[arg-type]
    assert store.reads == 1


def test_any_change_of_any_registration_takes_effect_with_the_next_request() -> None:
    store, registry = CountingClients(), ClientRegistry()
    registry.find(store, "c1")  # type: ignore[arg-type]
    store.held["c1"], store.changes = replace(CLIENT, is_paused=True), 2
    assert registry.find(store, "c1") is None  # type: ignore[arg-type]


def test_a_version_that_was_just_read_is_not_read_again() -> None:
    store, registry = CountingClients(), ClientRegistry()
    registry.find(store, "c1")
    store.held["c1"] = replace(CLIENT, is_paused=True)
    assert registry.find(store, "c1", 1) == CLIENT
    assert registry.find(store, "c1", 2) is None


def test_unknown_ids_are_not_remembered() -> None:
    """Else anyone could fill the memory."""
    store, registry = CountingClients(), ClientRegistry()
    for number in range(100):
        assert registry.find(store, f"nobody-{number}") is None  # type: ignore[arg-type]
    assert "nobody" not in str(vars(type(registry)).get("_held")) + str(registry._held)
