"""What came of a rehearsal, as it is kept: counts, who would be affected and how, and who would change zone."""

from collections import Counter
from datetime import datetime
from typing import Final

from msgspec import Struct

from idp.policy.review.rehearsal import Effect, Rehearsal

MOST_SHOWN: Final = 500
"""How many of the affected, and of those in another zone, are kept by name; the counts count all."""


class AffectedPerson(Struct, frozen=True, kw_only=True):
    """One person at one service in one place, answered otherwise. `opens_with` are the levels that would do there."""

    person_id: str
    service: str
    zone_before: str
    zone_after: str
    effect: Effect
    times: int
    last_at: datetime
    opens_with: tuple[str, ...]


class MovedPeople(Struct, frozen=True, kw_only=True):
    """Those who were in one zone and would be in another."""

    zone_before: str
    zone_after: str
    count: int
    person_ids: tuple[str, ...]


class RehearsalResult(Struct, frozen=True, kw_only=True):
    """The whole of it. `not_replayed` counts what could not be asked again, by its reason's name.

    `is_cut` says that the trail held more than is read at most, so that fewer days were replayed.
    """

    replayed: int
    unchanged: int
    people: int
    effects: dict[str, int]
    people_by_effect: dict[str, int]
    affected: tuple[AffectedPerson, ...]
    moved: tuple[MovedPeople, ...]
    not_replayed: dict[str, int]
    is_cut: bool = False


def build_result(found: Rehearsal, *, is_cut: bool) -> RehearsalResult:
    """Return what is kept of a rehearsal."""
    affected = found.list_affected()
    times: Counter[str] = Counter()
    people: dict[str, set[str]] = {}
    for one in affected:
        times[one.effect.name.lower()] += one.times
        people.setdefault(one.effect.name.lower(), set()).add(one.person_id)
    return RehearsalResult(
        replayed=found.replayed,
        unchanged=found.unchanged,
        people=len(found.people),
        effects={effect.name.lower(): times[effect.name.lower()] for effect in Effect},
        people_by_effect={name: len(who) for name, who in people.items()},
        affected=tuple(
            AffectedPerson(
                person_id=one.person_id,
                service=one.service,
                zone_before=one.before_zone,
                zone_after=one.after_zone,
                effect=one.effect,
                times=one.times,
                last_at=one.last_at,
                opens_with=one.decision.options,
            )
            for one in affected[:MOST_SHOWN]
        ),
        moved=tuple(
            MovedPeople(
                zone_before=before,
                zone_after=after,
                count=len(who),
                person_ids=tuple(sorted(who)[:MOST_SHOWN]),
            )
            for (before, after), who in found.moved.items()
        ),
        not_replayed={why.name.lower(): number for why, number in found.untold.items()},
        is_cut=is_cut,
    )
