"""Links audit rows with a keyed hash, and names what was done to a chain that no longer holds.

The key lies outside the database: whoever can write there can break the chain but not mend it.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from idp.audit.faults import Break, Fault
from idp.audit.numbering import Numbering

__all__ = [
    "FORGED",
    "GENESIS",
    "LAST_PRUNED",
    "PRUNED",
    "Break",
    "Checkpoint",
    "Fault",
    "Row",
    "build_hash",
    "build_next",
    "find_breaks",
]

MOST_MOVED = 1000
"""Up to how many forged rows are compared with each other's places."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the trail as stored: `fields` is the event's canonical JSON, both hashes are hex.

    `entry` names the journal's entry that the row was bound from; empty for a row that never was one.
    """

    seq: int
    at: datetime
    tag: str
    fields: str
    previous: str
    hash: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the chain ended at some moment; it proves most when kept where the database's owner cannot reach it."""

    seq: int
    hash: str


GENESIS = Checkpoint(0, "0" * 64)
"""Where a chain without rows ends."""

FORGED = "audit.entry_forged"
"""The event that stands in the chain for an entry of the journal that somebody without the key wrote or changed."""

PRUNED = "audit.pruned"
LAST_PRUNED = "last_row"
"""The event, and its detail, that says up to which row the beginning was deleted because its time was over."""


def build_next(
    end: Checkpoint | Row, at: datetime, tag: str, fields: str, key: bytes, entry: str = ""
) -> Row:
    """Return the row that follows the chain's end."""
    row = Row(end.seq + 1, at, tag, fields, end.hash, hash="", entry=entry)
    return replace(row, hash=build_hash(row, row.seq, key))


def build_hash(row: Row, seq: int, key: bytes) -> str:
    """Return the hash the row has at this place: HMAC-SHA-256, in hex, over everything else it holds."""
    parts = [seq, row.previous, row.at.isoformat(), row.tag, row.fields]
    canonical = json.dumps([*parts, row.entry] if row.entry else parts, separators=(",", ":"))
    return hmac.digest(key, canonical.encode(), "sha256").hex()


def find_breaks(rows: Iterable[Row], key: bytes, *checkpoints: Checkpoint) -> tuple[Break, ...]:
    """Return every break of the chain in the order of its rows; nothing when it holds.

    `rows` come in the order of `seq`. Rows may be missing from the beginning as far as a genuine row of the rest says
    that they were pruned. Rows cut off the end are seen only with a checkpoint made before the cut.
    """
    known = {(checkpoint.seq, checkpoint.hash) for checkpoint in checkpoints}
    marked = {seq for seq, _ in known}
    breaks: list[Break] = []
    forged: list[Row] = []
    last: Checkpoint | Row = GENESIS
    missing = pruned = 0
    numbering = Numbering(0)
    for row in rows:
        if last is GENESIS and row.seq > 1:
            missing, last = row.seq - 1, Checkpoint(row.seq - 1, row.previous)
            numbering = Numbering(missing)
        follows = row.seq == last.seq + 1
        known_breaks = len(breaks) + len(forged)
        if not follows:
            breaks.append(Break(Fault.DELETED, last.seq + 1, row.seq - 1))
        if not is_genuine(row, row.seq, key):
            forged.append(row)
        elif row.tag == FORGED or (follows and row.previous != last.hash and last not in forged[-1:]):
            breaks.append(Break(Fault.CHANGED, row.seq, row.seq))
        elif row.tag == PRUNED:
            pruned = max(pruned, json.loads(row.fields)[LAST_PRUNED])
        if len(breaks) + len(forged) > known_breaks:
            numbering.excuse()
        elif (fault := numbering.judge(row.entry)) is not None:
            breaks.append(Break(fault, row.seq, row.seq))
        if row.seq in marked and any(seq == row.seq and digest != row.hash for seq, digest in known):
            breaks.append(Break(Fault.CHANGED, row.seq, row.seq))
        last = row
    if missing > pruned:
        breaks.append(Break(Fault.DELETED, pruned + 1, missing))
    if (end := max(marked, default=0)) > last.seq:
        breaks.append(Break(Fault.TRUNCATED, last.seq + 1, end))
    breaks += [Break(judge_forged(row, forged, key), row.seq, row.seq) for row in forged]
    return tuple(sorted(set(breaks), key=lambda found: found.first))


def is_genuine(row: Row, seq: int, key: bytes) -> bool:
    """Say whether the row's hash is the one it was written with at this place in the sequence."""
    return hmac.compare_digest(row.hash, build_hash(row, seq, key))


def judge_forged(row: Row, forged: Sequence[Row], key: bytes) -> Fault:
    """Say whether a row that is not genuine where it stands was moved there unchanged, or was changed.

    It was moved when it is genuine in the place of another row that is not. With more forged rows than
    anybody moves by hand the key is wrong, and comparing them all would never end.
    """
    if len(forged) > MOST_MOVED:
        return Fault.CHANGED
    places = {other.seq for other in forged} | {forged[-1].seq + 1}
    return Fault.REORDERED if any(is_genuine(row, seq, key) for seq in places) else Fault.CHANGED
