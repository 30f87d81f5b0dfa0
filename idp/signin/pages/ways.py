"""The ways to sign in that a page offers: which there are, which comes first, and which are folded away."""

from dataclasses import dataclass
from typing import Final

from idp.policy.levels import Level, Levels
from idp.policy.methods import METHODS

RECOVERY: Final = "recovery"
"""The method that is no choice among the others but the way out for whoever lacks their phone."""

RARE: Final = frozenset({"token", "key", "bypass"})
"""Methods that few have: folded away where there is much to choose among."""

MOST_AT_ONCE: Final = 5
"""Ways that are read at a glance; when there are no more, nothing is folded away."""


@dataclass(frozen=True, slots=True)
class Way:
    """One level to choose, told apart from the others by the last method it takes."""

    level: Level
    method: str
    is_recommended: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """The ways in the order they are shown: those in sight, and those behind «Fler sätt att logga in»."""

    in_sight: tuple[Way, ...]
    folded: tuple[Way, ...] = ()


def list_ways(levels: Levels, options: tuple[str, ...], *, is_known: bool = True) -> tuple[Way, ...]:
    """Return the options as ways. Somebody known is recommended the first of theirs, when it takes more than a password.

    Anybody else is recommended the app, which everyone can have: a passkey that one does not have leads nowhere.
    """
    ways: list[Way] = []
    for name in options:
        level = levels.get(name)
        if level is not None:
            method = name_method(level)
            is_best = not ways and method != "password" if is_known else method == "totp"
            ways.append(Way(level, method, is_best))
    return tuple(ways)


def name_method(level: Level) -> str:
    """Return the last method that a level takes: what its texts and its icon are named after."""
    return [method for method in METHODS if method in level.methods][-1]


def arrange(ways: tuple[Way, ...], last: str | None) -> Shelf:
    """Return the ways with the level used last in this browser first, and rare ones folded where there are many.

    `last` is one of the levels' names, or anything else that a browser may have kept.
    """
    ordered = tuple(sorted(ways, key=lambda way: way.level.name != last))
    if len(ordered) <= MOST_AT_ONCE:
        return Shelf(ordered)
    rare = tuple(way for way in ordered if way.method in RARE and way.level.name != last)
    return Shelf(tuple(way for way in ordered if way not in rare), rare)
