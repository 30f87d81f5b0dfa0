"""An entry of the journal: an event as it was recorded, until it is bound into the chain.

Whoever writes numbers its entries without a gap, and a keyed hash binds each entry to its number: one that was changed
shows at once, one that was taken away as soon as the same writer's next is there.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

CANONICAL: Final = json.JSONEncoder(separators=(",", ":"))
"""Writes what is hashed, made once."""


@dataclass(frozen=True, slots=True)
class EntryName:
    """The `number`th entry of a writer that began when the chain had `began` rows."""

    began: int
    writer: str
    number: int

    def write(self) -> str:
        """Return the name as one word."""
        return f"{self.began}.{self.writer}.{self.number}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An event under its entry's name; `fields` is its canonical JSON, `mac` is hex."""

    name: str
    at: datetime
    tag: str
    fields: str
    mac: str


def read_name(written: str) -> EntryName | None:
    """Return the name that `write` made one word of; None for anything else."""
    parts = written.split(".")
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[2].isdecimal()):
        return None
    return EntryName(int(parts[0]), parts[1], int(parts[2]))


def build_entry(name: EntryName, at: datetime, tag: str, fields: str, key: bytes) -> Entry:
    """Return the entry with its keyed hash."""
    written = name.write()
    return Entry(written, at, tag, fields, build_mac(written, at, tag, fields, key))


def build_mac(name: str, at: datetime, tag: str, fields: str, key: bytes) -> str:
    """Return HMAC-SHA-256, in hex, over all else an entry holds; its first word tells it from what the chain hashes."""
    canonical = CANONICAL.encode(["entry", name, at.isoformat(), tag, fields])
    return hmac.digest(key, canonical.encode(), "sha256").hex()


def is_genuine_entry(entry: Entry, key: bytes) -> bool:
    """Say whether the entry is as it was written."""
    mac = build_mac(entry.name, entry.at, entry.tag, entry.fields, key)
    return hmac.compare_digest(entry.mac.encode(), mac.encode())
