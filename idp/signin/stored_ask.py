"""Writes the wishes of a request as JSON, and reads them back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from idp.policy.levels import Acr
from idp.policy.question import Ask


def write_ask(ask: Ask) -> dict[str, Any]:
    """Return the wishes as JSON values."""
    return {
        "acr_values": [[acr.level, acr.zone] for acr in ask.acr_values],
        "essential_acr": [[acr.level, acr.zone] for acr in ask.essential_acr],
        "essential": ask.essential,
        "fresh_after": ask.fresh_after and ask.fresh_after.isoformat(),
        "level": ask.level,
    }


def read_ask(stored: Mapping[str, Any]) -> Ask:
    """Return the wishes that `write_ask` wrote."""
    fresh_after = stored["fresh_after"]
    return Ask(
        acr_values=read_acrs(stored["acr_values"]),
        essential_acr=read_acrs(stored["essential_acr"]),
        essential=stored["essential"],
        fresh_after=fresh_after and datetime.fromisoformat(fresh_after),
        level=stored["level"],
    )


def read_acrs(pairs: Iterable[Iterable[str]]) -> tuple[Acr, ...]:
    """Return pairs of level and zone as values."""
    return tuple(Acr(*pair) for pair in pairs)
