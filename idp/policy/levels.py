"""Strengths of sign-in in an explicit order, and the `acr` values that state them."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from idp.policy.text import Text

NO_REALM: Final = ""
"""Stands for a realm that no level is meant for: to a policy they are all alike."""


@dataclass(frozen=True, slots=True)
class Level:
    """A strength of sign-in: the methods it takes, the RFC 8176 values a token states, and words for people.

    `realms` are the directories whose people may use it; None for everybody's.
    """

    name: str
    methods: frozenset[str]
    amr: tuple[str, ...]
    label: Text
    meaning: Text
    realms: frozenset[str] | None = None

    def is_for(self, realm: str | None) -> bool:
        """Say whether people of the realm may use the level; yes while nobody knows which realm it is."""
        return self.realms is None or realm is None or realm in self.realms


@dataclass(frozen=True, slots=True)
class Acr:
    """How and from where a person signed in: an authentication context class (OpenID Connect Core, section 2)."""

    level: str
    zone: str


@dataclass(frozen=True, slots=True)
class Levels:
    """Every level, weakest first. The order is the policy's, never that of the alphabet."""

    order: tuple[Level, ...]
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The names, weakest first."""
    realms: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Every realm that a level is meant for, and NO_REALM for any other."""
    _ranks: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(level.name for level in self.order))
        named = {realm for level in self.order for realm in level.realms or ()}
        object.__setattr__(self, "realms", (NO_REALM, *sorted(named)))
        object.__setattr__(self, "_ranks", {level.name: rank for rank, level in enumerate(self.order)})

    def __iter__(self) -> Iterator[Level]:
        return iter(self.order)

    def get(self, name: str) -> Level | None:
        """Return the level of this name; None when there is no such level."""
        rank = self._ranks.get(name)
        return None if rank is None else self.order[rank]

    def is_for(self, name: str, realm: str | None) -> bool:
        """Say whether people of the realm may use the level of this name; no when there is no such level."""
        level = self.get(name)
        return level is not None and level.is_for(realm)

    def at_least(self, have: str, needed: str) -> bool:
        """Say whether `have` is `needed` or stronger. An unknown name is neither enough nor ever met."""
        ranks = self._ranks
        return have in ranks and needed in ranks and ranks[have] >= ranks[needed]

    def earned(self, methods: Set[str], realm: str | None = None) -> Level | None:
        """Return the strongest level of the realm whose methods are all among `methods`; None when no level's are."""
        return next(
            (level for level in reversed(self.order) if level.methods <= methods and level.is_for(realm)),
            None,
        )

    def covers(self, earned: Acr, wanted: Acr) -> bool:
        """Say whether `earned` is from the wanted zone and at least as strong as wanted."""
        return earned.zone == wanted.zone and self.at_least(earned.level, wanted.level)


UNKNOWN_ACR: Final = Acr("", "")
"""Stands for a requested value that is no `acr` of ours: nothing covers it."""


def acr_uri(issuer: str, acr: Acr) -> str:
    """Return the `acr` as a URI under the issuer: `<issuer>/acr/<level>/<zone>`."""
    return f"{issuer}/acr/{quote(acr.level, safe='')}/{quote(acr.zone, safe='')}"


def parse_acr_uri(issuer: str, uri: str, acrs: Iterable[Acr]) -> Acr | None:
    """Return the one of `acrs` that this exact URI states; None when it states none of them."""
    return next((acr for acr in acrs if acr_uri(issuer, acr) == uri), None)
