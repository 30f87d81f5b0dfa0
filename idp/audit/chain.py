"""Links audit rows with a keyed hash, and names what was done to a chain that no longer holds.

The hash covers a keyed digest of the fields: a row whose fields went because their time was over still proves its place.

The key lies outside the database: whoever can write there can break the chain but not mend it.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from idp.audit.emptied import NOTHING, Emptied
from idp.audit.faults import Break, Fault
from idp.audit.found_by import FoundBy, find_by
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
    "Verdict",
    "build_digest",
    "build_hash",
    "build_next",
    "find_breaks",
    "is_emptied",
    "judge_chain",
]

write_canonical = json.JSONEncoder(separators=(",", ":")).encode
"""Writes what is hashed. Made once: `json.dumps` makes a new encoder for each of a million rows."""

MOST_MOVED = 1000
"""Up to how many forged rows are compared with each other's places."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the trail as stored: `fields` is the event's canonical JSON, hashes and digest are hex.

    `entry` names the journal's entry that the row was bound from; empty for a row that never was one. `digest` is all
    that is left of `fields` when their time is over. `found_by` is what the database finds the row by; None elsewhere.
    """

    seq: int
    at: datetime
    tag: str
    fields: str
    previous: str
    hash: str
    entry: str = ""
    digest: str = ""
    found_by: FoundBy | None = None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the chain ended at some moment; it proves most when kept where the database's owner cannot reach it."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a whole chain shows: every break in the order of its rows, and how many rows are empty because it was time."""

    breaks: tuple[Break, ...]
    emptied: int


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
    seq, digest = end.seq + 1, build_digest(end.hash, fields, key)
    own = hash_parts(seq, end.hash, at, tag, digest, entry, key)
    return Row(seq, at, tag, fields, end.hash, own, entry, digest)


def build_hash(row: Row, seq: int, key: bytes) -> str:
    """Return the hash the row has at this place."""
    return hash_parts(seq, row.previous, row.at, row.tag, row.digest, row.entry, key)


def hash_parts(seq: int, previous: str, at: datetime, tag: str, digest: str, entry: str, key: bytes) -> str:
    """Return a row's hash: HMAC-SHA-256, in hex, over all but its fields, which the digest stands for."""
    parts = [seq, previous, at.isoformat(), tag, digest]
    canonical = write_canonical([*parts, entry] if entry else parts)
    return hmac.digest(key, canonical.encode(), "sha256").hex()


def build_digest(previous: str, fields: str, key: bytes) -> str:
    """Return the digest of a row's fields: HMAC-SHA-256, in hex.

    Fields are few and guessable, so it has a key; and the hash of the row before makes it another for each row, so that
    nobody sees which empty rows said the same.
    """
    canonical = write_canonical(["fields", previous, fields])
    return hmac.digest(key, canonical.encode(), "sha256").hex()


def find_breaks(rows: Iterable[Row], key: bytes, *checkpoints: Checkpoint) -> tuple[Break, ...]:
    """Return every break of the chain in the order of its rows; nothing when it holds."""
    return judge_chain(rows, key, *checkpoints).breaks


def judge_chain(rows: Iterable[Row], key: bytes, *checkpoints: Checkpoint) -> Verdict:
    """Return every break of the chain, and how many rows are rightly empty.

    `rows` come in the order of `seq`. Rows may be missing from the beginning as far as a genuine row of the rest says
    that they were pruned, and be empty as far as one says so of their kind. Rows cut off the end are seen only with a
    checkpoint made before the cut.
    """
    known = {(checkpoint.seq, checkpoint.hash) for checkpoint in checkpoints}
    marked = {seq for seq, _ in known}
    breaks: list[Break] = []
    forged: list[Row] = []
    last: Checkpoint | Row = GENESIS
    missing = pruned = 0
    emptied = Emptied()
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
        else:
            emptied.follow(row.seq, row.tag, row.fields)
            pruned = max(pruned, find_pruned(row))
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
    breaks += [Break(Fault.EMPTIED, seq, seq) for seq in emptied.list_unanswered()]
    return Verdict(tuple(sorted(set(breaks), key=lambda found: found.first)), emptied.answered)


def find_pruned(row: Row) -> int:
    """Return up to which row a genuine row says that the beginning was pruned; 0 for one that says nothing of it."""
    last: int = 0 if is_emptied(row) or row.tag != PRUNED else json.loads(row.fields)[LAST_PRUNED]
    return last


def is_emptied(row: Row) -> bool:
    """Say whether the row has lost its fields."""
    return row.fields == NOTHING


def is_genuine(row: Row, seq: int, key: bytes) -> bool:
    """Say whether the row is as it was written at this place in the sequence; one without fields as far as they go."""
    if not hmac.compare_digest(row.hash.encode(), build_hash(row, seq, key).encode()):
        return False
    digest = row.digest if is_emptied(row) else build_digest(row.previous, row.fields, key)
    if not hmac.compare_digest(row.digest.encode(), digest.encode()):
        return False
    return row.found_by is None or row.found_by == find_by(row.fields)


def judge_forged(row: Row, forged: Sequence[Row], key: bytes) -> Fault:
    """Say whether a row that is not genuine where it stands was moved there unchanged, or was changed.

    It was moved when it is genuine in the place of another row that is not. With more forged rows than
    anybody moves by hand the key is wrong, and comparing them all would never end.
    """
    if len(forged) > MOST_MOVED:
        return Fault.CHANGED
    places = {other.seq for other in forged} | {forged[-1].seq + 1}
    return Fault.REORDERED if any(is_genuine(row, seq, key) for seq in places) else Fault.CHANGED
