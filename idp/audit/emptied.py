"""Rows that lost their fields because their kind's time was over, and the events that answer for it.

Such an event says which parts of tags, and up to which row. It stands in the chain, bound by the key, after the rows it
answers for; a row that is empty without one was emptied by somebody else.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from idp.audit.groups import GROUPS, LOGBOOK, part_of

EMPTIED: Final = "audit.emptied"
LAST_EMPTIED: Final = "last_row"
KINDS: Final = "kinds"
"""The event, and its details: up to which row, and the parts of tags before their points, a blank between two."""

NOTHING: Final = ""
"""What a row without fields holds in their place: no event that was written is so short."""


class Emptied:
    """Follows the empty rows of a chain in its order, until an event answers for them. `answered` counts those it did."""

    def __init__(self) -> None:
        self.answered = 0
        self._waiting: dict[str, array[int]] = {}

    def follow(self, seq: int, tag: str, fields: str) -> None:
        """Take note of the next genuine row: an empty one waits for an event that answers, which another may be."""
        if fields == NOTHING:
            self._waiting.setdefault(part_of(tag), array("q")).append(seq)
        elif tag == EMPTIED:
            self._answer(seq, fields)

    def list_unanswered(self) -> Iterator[int]:
        """Yield the places of the empty rows that nothing answers for."""
        for waiting in self._waiting.values():
            yield from waiting

    def _answer(self, seq: int, fields: str) -> None:
        """Let the genuine event at this place answer for the rows before it that it names."""
        last, parts = read_answer(seq, fields)
        for part in parts & self._waiting.keys():
            waiting = self._waiting[part]
            answered = bisect_right(waiting, last)
            self.answered += answered
            del waiting[:answered]


def read_answer(seq: int, fields: str) -> tuple[int, frozenset[str]]:
    """Return up to which row the genuine event at this place answers, and for which parts of tags.

    It never answers for what comes after it, nor for the trail's word of itself.
    """
    said = json.loads(fields)
    return min(said[LAST_EMPTIED], seq - 1), frozenset(said[KINDS].split()) - frozenset(GROUPS[LOGBOOK])
