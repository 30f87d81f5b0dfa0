"""What decide() is asked: who, with what proved, where, when, for which service, with which wishes."""

from dataclasses import dataclass
from datetime import datetime

from idp.policy.levels import Acr


@dataclass(frozen=True, slots=True)
class Proof:
    """One method proved: when, and in which zone."""

    method: str
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The person, as the directory knows them now."""

    groups: frozenset[str]
    realm: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """What the relying party, or the person, wants beyond the service's own rule.

    `acr_values` are wishes: one that this zone can reach is asked for, the rest give way. `essential_acr` is a
    demand: one of them is stated or nothing is. A demanded value that is no `acr` of ours is UNKNOWN_ACR, never
    left out; `essential` without values demands only that there is an `acr`, which every answer has. Demands put
    wishes aside. Proofs from before `fresh_after` do not count. `level` is the least level to reach.
    """

    acr_values: tuple[Acr, ...] = ()
    essential_acr: tuple[Acr, ...] = ()
    essential: bool = False
    fresh_after: datetime | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question to decide(). `now` is aware; `who` is None until someone is known by a proof.

    `realm` is where somebody who is not known yet says they work, None when they have not said.
    """

    who: Subject | None
    proofs: tuple[Proof, ...]
    zone: str
    now: datetime
    service: str
    ask: Ask = Ask()
    realm: str | None = None

    @property
    def of_realm(self) -> str | None:
        """The realm of whom the question is about, as far as it is known."""
        return self.who.realm if self.who else self.realm
