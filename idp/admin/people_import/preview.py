"""What taking in a file would do."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from idp.admin.people_import.judging import Added, Changed, Judged, Unchanged
from idp.admin.people_import.row import Refused

MOST_LISTED: Final = 200
"""Lines of each kind that a preview lists; all are counted."""

BRAKE_PERCENT: Final = 10
"""More missing people than this share of a realm's are disabled only when that is confirmed by itself."""

BRAKE_LEAST: Final = 5
"""So few are no cause for alarm."""


class Kind(StrEnum):
    """What becomes of a line."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who may sign in and whom the file does not name; `username` is a protected person's alias to most."""

    realm: str
    username: str
    person_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Absent:
    """Those of one realm whom the file does not name, out of all who may sign in there."""

    missing: tuple[Missing, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Preview:
    """How many lines are of each kind, the first of them, and a fingerprint of it all.

    `brakes` says that very many would be disabled. Nothing is taken in of a file with a refused line.
    """

    counts: dict[Kind, int]
    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    refused: tuple[Refused, ...]
    missing: tuple[Missing, ...]
    brakes: bool
    fingerprint: str

    @property
    def is_clean(self) -> bool:
        """Say whether the file can be taken in."""
        return self.counts[Kind.REFUSED] == 0

    @property
    def does_something(self) -> bool:
        """Say whether taking it in changes anything."""
        return any(self.counts[kind] for kind in (Kind.ADDED, Kind.CHANGED, Kind.DISABLED))


@dataclass
class Tally:
    """Gathers a preview, a line at a time, and keeps no more than it lists."""

    counts: Counter[Kind] = field(default_factory=Counter)
    added: list[Added] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    brakes: bool = False
    _sum: Any = field(default_factory=sha256)

    def count(self, judged: Judged | Absent) -> None:
        """Count a line, or those whom no line names."""
        match judged:
            case Added(line, person, username):
                self._put(Kind.ADDED, self.added, judged, f"{line} {person.realm} {username}")
            case Changed(line, before):
                self._put(
                    Kind.CHANGED, self.changed, judged, f"{line} {before.person.person_id} {before.version}"
                )
            case Unchanged(line):
                self.counts[Kind.UNCHANGED] += 1
                self._add(f"{line} =")
            case Refused(line, why):
                self._put(Kind.REFUSED, self.refused, judged, f"{line} {why}")
            case Absent(missing, total):
                for one in missing:
                    self._put(Kind.DISABLED, self.missing, one, f"{one.person_id} {one.version}")
                self.brakes |= len(missing) > BRAKE_LEAST and len(missing) * 100 > total * BRAKE_PERCENT

    def finish(self) -> Preview:
        """Return the preview."""
        return Preview(
            {kind: self.counts[kind] for kind in Kind},
            tuple(self.added),
            tuple(self.changed),
            tuple(self.refused),
            tuple(self.missing),
            self.brakes,
            self._sum.hexdigest(),
        )

    def _put(self, kind: Kind, listed: list[Any], one: object, mark: str) -> None:
        self.counts[kind] += 1
        if len(listed) < MOST_LISTED:
            listed.append(one)
        self._add(f"{kind} {mark}")

    def _add(self, mark: str) -> None:
        self._sum.update(f"{mark}\n".encode())
