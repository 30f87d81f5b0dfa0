"""Follows the numbers of every writer's entries through the chain: none may be missing, and none come twice."""

from idp.audit.entries import read_name
from idp.audit.faults import Fault


class Numbering:
    """What number each writer's next entry must have. `pruned` rows are missing from the chain's beginning.

    A writer that began after them has all its entries in the chain; of an older one the first may be gone.
    """

    def __init__(self, pruned: int) -> None:
        self._pruned = pruned
        self._next: dict[str, int] = {}
        self._excused: set[str] | None = None

    def judge(self, entry: str) -> Fault | None:
        """Return what is wrong with the number of an entry; None for a right one, and for a row that was no entry."""
        name = read_name(entry)
        if name is None:
            return None
        wanted = self._next.get(name.writer, 1 if name.began >= self._pruned else name.number)
        is_excused = self._excused is not None and name.writer not in self._excused
        if self._excused is not None:
            self._excused.add(name.writer)
        self._next[name.writer] = max(wanted, name.number + 1)
        if name.number < wanted:
            return Fault.REPEATED
        return Fault.MISSING if name.number > wanted and not is_excused else None

    def excuse(self) -> None:
        """Let each writer's next entry have any higher number: what the chain itself lacks is named already."""
        self._excused = set()
