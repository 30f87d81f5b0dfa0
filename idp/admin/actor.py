"""Who acts: a person in the console, an application at the REST API, or the operator on the machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.admin.permissions import Permission, Role
from idp.audit.events import Event, Tag
from idp.errors import Refusal


class Kind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    CLIENT = "client"
    OPERATOR = "operator"


class Forbidden(Refusal):
    """The actor may not do this; `permission` is what it would take."""

    def __init__(self, permission: Permission) -> None:
        super().__init__("forbidden", status=403, detail=f"{permission} is needed")
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts, and all that it may do.

    `actor_id` is the person_id, the client_id or the operator's account on the machine. `person_id` is who stands
    behind it; None for a program and the operator. `zone`, `address` and `sid` are where a person acts from.
    """

    kind: Kind
    actor_id: str
    permissions: frozenset[Permission]
    roles: frozenset[Role] = frozenset()
    person_id: str | None = None
    zone: str | None = None
    address: str | None = None
    sid: str | None = None

    def may(self, *permissions: Permission) -> bool:
        """Say whether the actor has any one of these permissions."""
        return not self.permissions.isdisjoint(permissions)

    def check(self, *permissions: Permission) -> None:
        """Refuse an actor that has none of these permissions. Raises Forbidden."""
        if not self.may(*permissions):
            raise Forbidden(permissions[0])

    def describe(
        self,
        tag: Tag,
        now: datetime,
        *,
        person_id: str | None = None,
        client_id: str | None = None,
        outcome: str | None = None,
        details: Mapping[str, str | int] | None = None,
    ) -> Event:
        """Return the record of something this actor did: to whom or what, and by whom (`by`, and `by_kind`)."""
        return Event(
            tag,
            now,
            person_id=person_id,
            client_id=client_id,
            zone=self.zone,
            address=self.address,
            outcome=outcome,
            details={**(details or {}), "by": self.actor_id, "by_kind": self.kind.value},
        )


def build_operator(account: str) -> Actor:
    """Return the operator on the machine, who has the database and may do everything. `account` is the system's name."""
    return Actor(Kind.OPERATOR, account, frozenset(Permission))
