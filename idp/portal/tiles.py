"""The tiles of Mina tjänster: what decide() answers for each service, in the order a person looks for them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from idp.policy.decide import decide
from idp.policy.decision import Decision, GoInside, NotInGroup, Outcome, SignInWith
from idp.policy.question import Question
from idp.policy.rules import BUILT_IN, Policy, Service


class State(StrEnum):
    """What a person can do with a tile; the template has one look for each."""

    READY = "ready"
    STEP_UP = "step_up"
    CLOSED = "closed"
    WORKPLACE_ONLY = "workplace_only"
    UNAVAILABLE = "unavailable"


ORDER: Final = tuple(State)
"""Startable first, then what the person can do something about, then what they must wait or travel for."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One service in the list, with the decision that opens or locks it."""

    service: Service
    decision: Decision

    @property
    def state(self) -> State:
        """What the decision lets the person do."""
        match self.decision.outcome:
            case Outcome.ALLOWED:
                return State.READY
            case Outcome.NEEDS_PROOF:
                return State.STEP_UP
            case Outcome.CLOSED:
                return State.CLOSED
        if any(isinstance(way, GoInside) for way in self.decision.counterfactuals):
            return State.WORKPLACE_ONLY
        return State.UNAVAILABLE

    @property
    def way_in(self) -> str | None:
        """The level of the shortest way in that can be taken here and now; None when there is none."""
        if self.state is not State.STEP_UP:
            return None
        ways = (way.level for way in self.decision.counterfactuals if isinstance(way, SignInWith))
        return next(ways, None) or next(iter(self.decision.options), None)


def build_tiles(policy: Policy, asked: Question) -> tuple[Tile, ...]:
    """Return a tile for each service the person may have, startable first and otherwise in the policy's order.

    `asked` is the question whose service is replaced by each in turn. A service for other groups has no tile:
    its name is not theirs to know (R36).
    """
    listed = (service for service in policy.services.values() if service.tile and service.id not in BUILT_IN)
    tiles = (Tile(service, decide(policy, replace(asked, service=service.id))) for service in listed)
    theirs = (tile for tile in tiles if not _is_for_others(tile.decision))
    return tuple(sorted(theirs, key=lambda tile: ORDER.index(tile.state)))


def _is_for_others(decision: Decision) -> bool:
    """Say whether the service is for groups the person is not in."""
    return any(isinstance(reason, NotInGroup) for reason in decision.reasons)
