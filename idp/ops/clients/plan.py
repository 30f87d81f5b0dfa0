"""What applying a document of applications would do: a pure comparison with what is registered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import is_reserved
from idp.oidc.permit import follow_permit
from idp.oidc.registration.registering import prepare
from idp.oidc.registration.rules import BadRegistration
from idp.ops.clients.document import BadDocument, Entry, Fault, place_fault, tell


@dataclass(frozen=True, slots=True)
class Change:
    """An application as it is registered and as it shall be."""

    known: Client
    wanted: Client

    def list_fields(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield each field that changes, with its old and its new value."""
        old, new = (tell(one) | {"sector": one.sector} for one in (self.known, self.wanted))
        yield from ((name, old[name], new[name]) for name in old if old[name] != new[name])


@dataclass(frozen=True, slots=True)
class Plan:
    """What is added, changed and removed, and what stays."""

    added: tuple[Client, ...]
    changed: tuple[Change, ...]
    removed: tuple[Client, ...]
    unchanged: tuple[Client, ...]

    @property
    def steps(self) -> int:
        """Return how many registrations it touches."""
        return len(self.added) + len(self.changed) + len(self.removed)


def build_plan(
    text: str, entries: Sequence[Entry], registered: Sequence[Client], services: Sequence[str], *, prune: bool
) -> Plan:
    """Compare the document with what is registered; every rule of a registration holds. Raises BadDocument.

    An application without a client_id is the one registered by its name, or a new one when there is none. The provider's
    own applications are none of the document's.
    """
    registered = [client for client in registered if not is_reserved(client.client_id)]
    added: list[Client] = []
    changed: list[Change] = []
    unchanged: list[Change] = []
    faults: list[Fault] = []
    kept = set()
    for entry in entries:
        try:
            known = find_known(entry.client, registered)
            if known is not None and known.client_id in kept:
                raise BadRegistration((f"name: {known.client_id} stands twice, by its id and by its name",))
            wanted = build_wanted(entry.client, known, services)
        except BadRegistration as refusal:
            faults += (place_fault(text, entry.place, fault) for fault in refusal.faults)
            continue
        if known is None:
            added.append(wanted)
        else:
            kept.add(known.client_id)
            change = Change(known, wanted)
            (changed if any(change.list_fields()) else unchanged).append(change)
    if faults:
        raise BadDocument(faults)
    others = tuple(client for client in registered if client.client_id not in kept)
    same = tuple(change.known for change in unchanged)
    return Plan(tuple(added), tuple(changed), *((others, same) if prune else ((), same + others)))


def find_known(written: Client, registered: Sequence[Client]) -> Client | None:
    """Return the registered application that is meant; None for a new one. Raises BadRegistration."""
    if written.client_id:
        found = [client for client in registered if client.client_id == written.client_id]
        if not found:
            raise BadRegistration(
                (f"client_id: no application has {written.client_id!a}; leave it out to add one",)
            )
        return found[0]
    named = [client for client in registered if client.name == written.name]
    if len(named) > 1:
        ids = ", ".join(client.client_id for client in named)
        raise BadRegistration((f"name: several applications have it; write client_id, one of {ids}",))
    return named[0] if named else None


def build_wanted(written: Client, known: Client | None, services: Sequence[str]) -> Client:
    """Return the application as it shall be: what the document does not say is kept. Raises BadRegistration."""
    if written.service is not None and written.service not in services:
        raise BadRegistration(
            (f"service: the policy has no {written.service!a}; write one of {', '.join(sorted(services))}",)
        )
    if known is not None:
        kept = replace(
            written,
            client_id=known.client_id,
            created_at=known.created_at,
            secrets=known.secrets,
            registration_token=known.registration_token,
            revision=known.revision,
        )
        written = follow_permit(kept, known)
    return prepare(written)
