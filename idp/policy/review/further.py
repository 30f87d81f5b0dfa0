"""What a draft changes beside services and zones: the levels, and the rule of applications without one of their own."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from idp.policy.levels import Level, Levels
from idp.policy.methods import METHODS
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class Further:
    """One change, in a sentence; `kind` names it for those who have words of their own, which the `values` fill."""

    what: str
    kind: str = field(default="", compare=False)
    values: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), compare=False)


def list_further(before: Policy, after: Policy) -> Iterator[Further]:
    """Yield what changes. What levels and services are called is no change."""
    yield from list_level_changes(before.levels, after.levels)
    old, new = before.default_service, after.default_service
    if old == new:
        return
    if new is None:
        yield Further(
            f"applications without a service of their own are refused, before they had {old}",
            "default_gone",
            (("service", (old or "",)),),
        )
    elif old is None:
        yield Further(
            f"applications without a service of their own have {new}, before they were refused",
            "default_new",
            (("service", (new,)),),
        )
    else:
        yield Further(
            f"applications without a service of their own have {new}, before {old}",
            "default",
            (("service", (new,)), ("before", (old,))),
        )


def list_level_changes(before: Levels, after: Levels) -> Iterator[Further]:
    """Yield what becomes of the levels: new, gone, other methods, other people, another order."""
    for name in dict.fromkeys((*before.names, *after.names)):
        old, new = before.get(name), after.get(name)
        if new is None:
            yield Further(f"level {name} is gone", "level_gone", (("level", (name,)),))
        elif old is None:
            ways = list_methods(new)
            yield Further(
                f"level {name} is new and takes {', '.join(ways)}",
                "level_new",
                (("level", (name,)), ("ways", ways)),
            )
        else:
            yield from _list_changes(old, new)
    kept = [name for name in before.names if name in after.names]
    if kept != [name for name in after.names if name in before.names]:
        yield Further(
            f"the order of levels is {', '.join(after.names)}", "level_order", (("levels", after.names),)
        )


def list_methods(level: Level) -> tuple[str, ...]:
    """Return what a level takes, in the order that methods are told in."""
    return tuple(name for name in METHODS if name in level.methods)


def _list_changes(old: Level, new: Level) -> Iterator[Further]:
    level = ("level", (new.name,))
    if old.methods != new.methods:
        was, takes = list_methods(old), list_methods(new)
        yield Further(
            f"level {new.name} takes {', '.join(takes)}, before {', '.join(was)}",
            "level_takes",
            (level, ("ways", takes), ("ways_before", was)),
        )
    if old.realms != new.realms:
        realms = tuple(sorted(new.realms or ()))
        yield (
            Further(
                f"level {new.name} is for {', '.join(realms)} alone",
                "level_realms",
                (level, ("realms", realms)),
            )
            if realms
            else Further(f"level {new.name} is for everybody", "level_everybody", (level,))
        )
