"""The tiles of Mina tjänster: what decide() answers for each service, in the order a person looks for them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from idp.policy.decide import decide
from idp.policy.decision import Decision, GoInside, LevelTooLow, NotInGroup, Outcome
from idp.policy.question import Question
from idp.policy.rules import PERSONAL, Policy, Service


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
    def ways_in(self) -> tuple[str, ...]:
        """The levels that open the service here and now, the recommended first; empty unless that is all it takes."""
        return self.decision.options if self.state is State.STEP_UP else ()

    @property
    def needs_more(self) -> bool:
        """Say whether a stronger sign-in is needed, rather than the same one again."""
        return any(isinstance(reason, LevelTooLow) for reason in self.decision.reasons)


def build_tiles(policy: Policy, asked: Question) -> tuple[Tile, ...]:
    """Return a tile for each service the person may have, startable first and otherwise in the policy's order.

    `asked` is the question whose service is replaced by each in turn. A service for other groups has no tile:
    its name is not theirs to know (R36).
    """
    tiles = (find_tile(policy, asked, service_id) for service_id in policy.services)
    return tuple(sorted(filter(None, tiles), key=lambda tile: ORDER.index(tile.state)))


def find_tile(policy: Policy, asked: Question, service_id: str) -> Tile | None:
    """Return one service's tile; None for a service that is unknown, not listed, or for other groups."""
    service = policy.services.get(service_id)
    if service is None or not service.tile or service.id in PERSONAL:
        return None
    tile = Tile(service, decide(policy, replace(asked, service=service.id)))
    return None if _is_for_others(tile.decision) else tile


def _is_for_others(decision: Decision) -> bool:
    """Say whether the service is for groups the person is not in."""
    return any(isinstance(reason, NotInGroup) for reason in decision.reasons)
