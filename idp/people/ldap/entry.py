"""One entry of a directory as it was read: a name and values, none of which is trusted to be there or to be text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 256
"""Characters kept of a value; a longer one is cut."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's DN, and its values by attribute in lower case."""

    dn: str
    values: Mapping[str, tuple[bytes, ...]]

    def raw(self, attribute: str | None) -> bytes | None:
        """Return the first value as it is; None when there is none."""
        held = self.values.get((attribute or "").lower(), ())
        return held[0] if held and held[0] else None

    def text(self, attribute: str | None) -> str | None:
        """Return the first value as one line of text; None when there is none or it is not text."""
        return read_text(self.raw(attribute))

    def texts(self, attribute: str) -> tuple[str, ...]:
        """Return every value that is text, whole."""
        held = self.values.get(attribute.lower(), ())
        decoded = (decode(value) for value in held)
        return tuple(value for value in decoded if value)

    def number(self, attribute: str) -> int | None:
        """Return the first value as a whole number; None when there is none or it is no number."""
        raw = self.raw(attribute)
        try:
            return None if raw is None else int(raw)
        except ValueError:
            return None


def read_text(raw: bytes | None) -> str | None:
    """Return one line of printable text, at most `LONGEST` characters; None for nothing and for what is not text."""
    decoded = decode(raw) if raw is not None else None
    if decoded is None:
        return None
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in decoded).split())
    return line[:LONGEST] or None


def decode(raw: bytes) -> str | None:
    """Return UTF-8 as text; None for anything else."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None
