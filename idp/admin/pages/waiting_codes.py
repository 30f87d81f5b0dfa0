"""Temporary codes that wait for a second member of the helpdesk."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.pages.console.parts import Attention
from idp.admin.permissions import Permission
from idp.methods.bypass import BypassStore, State
from idp.policy.rules import HELPDESK, Policy
from idp.signin.visit import Visit, may_open

LATELY: Final = timedelta(days=1)


class CodeStores(Protocol):
    """A unit of work that reads the requests."""

    @property
    def bypasses(self) -> BypassStore: ...


@dataclass(frozen=True, slots=True)
class WaitingCodes:
    """Implements `FindAttention`. An administrator is not told: the codes are handed out by whom the policy names."""

    read: Callable[[], AbstractContextManager[CodeStores]]
    policy: Policy

    def __call__(self, actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        """Return one line for all requests that this member of the helpdesk may approve."""
        if not actor.may(Permission.PEOPLE_HELP) or actor.person_id is None:
            return ()
        if not may_open(self.policy, visit, HELPDESK):
            return ()
        with self.read() as stores:
            asked = stores.bypasses.list_since(visit.now - LATELY)
        waiting = [
            one
            for one in asked
            if one.state_at(visit.now) is State.WAITING and not one.involves(actor.person_id)
        ]
        if not waiting:
            return ()
        return (Attention("console.attention.codes", "/helpdesk", {"n": len(waiting)}, is_urgent=True),)
