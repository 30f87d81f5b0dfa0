"""Takes the values of one table of a policy file, each with its type, and notes what is wrong with them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from idp.policy.problems import Fault, KeyPath
from idp.policy.text import Text

LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
"""What the key of a text in a third language looks like: ISO 639-1, or 639-2 for those that have no shorter one."""

LABEL_EXAMPLE: Final = '{ sv = "…", en = "…" }'


class Fields:
    """One table of the file.

    A value that is missing or of the wrong type is noted as a fault, and something harmless of the right type is
    returned in its place, so that one reading finds every fault. Keys that nobody took are faults of `finish`.
    """

    def __init__(self, table: Mapping[str, Any], path: KeyPath, faults: list[Fault]) -> None:
        self._table, self.path, self._faults = table, path, faults
        self._known: list[str] = []

    @property
    def name(self) -> str:
        """The last step of the table's path."""
        return str(self.path[-1])

    def note(self, key: str | None, what: str, instead: str, kind: str, **values: str) -> None:
        """Note a fault of one key, or of the whole table when `key` is None. Its words may name the place, too."""
        path = self.path if key is None else (*self.path, key)
        place = _dotted(path)
        told = {"place": place} | values
        self._faults.append(Fault(path, f"{place or 'the file'} {what}", instead, kind, tuple(told.items())))

    def note_unknown(self, key: str, what: str, name: str, known: Sequence[str], kind: str) -> None:
        """Note a name that is not known, with the known one it resembles."""
        self.note(key, what, suggest(name, known), kind, name=name, **near(name, known))

    def has(self, key: str) -> bool:
        """Say whether the key is written, and count it as known."""
        self._known.append(key)
        return key in self._table

    def value(self, key: str, example: str) -> Any:
        """Return the value as it is written; None, and a fault, when it is missing."""
        if not self.has(key):
            self.note(
                None, f"has no {key!r}", f"write {key} = {example}", "missing", name=key, example=example
            )
        return self._table.get(key)

    def text(self, key: str, example: str) -> str:
        """Return a string that is not blank; "" when there is none."""
        value = self.value(key, example)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None:
            self.note(key, "is not a text", f"write {key} = {example}", "not_text", example=example)
        return ""

    def flag(self, key: str) -> bool:
        """Return true or false; false when neither is written."""
        value = self.value(key, "true or false")
        if value is not None and not isinstance(value, bool):
            self.note(key, "is neither true nor false", f"write {key} = true or {key} = false", "not_flag")
        return value is True

    def texts(self, key: str, example: str) -> tuple[str, ...]:
        """Return a list of strings, each there once; the strings among it when it holds anything else."""
        value = self.value(key, example)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.note(key, "is not a list of texts", f"write {key} = {example}", "not_texts", example=example)
            return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
        for twice in sorted(item for item, count in Counter(value).items() if count > 1):
            self.note(key, f"names {twice!r} twice", "name it once", "named_twice", name=twice)
        return tuple(dict.fromkeys(value))

    def label(self, key: str) -> Text:
        """Return a text in Swedish, in English and in whatever other languages it is written in."""
        table = self.table(key, LABEL_EXAMPLE)
        if table is None:
            return Text("", "")
        swedish, english = table.text("sv", '"…"'), table.text("en", '"…"')
        others = [tag for tag in table.list_like(LANGUAGE) if tag not in ("sv", "en")]
        label = Text(swedish, english, tuple((tag, table.text(tag, '"…"')) for tag in others))
        table.finish()
        return label

    def table(self, key: str, example: str) -> "Fields | None":
        """Return the table below the key; None, and a fault, when there is none."""
        value = self.value(key, example)
        if isinstance(value, dict):
            return Fields(value, (*self.path, key), self._faults)
        if value is not None:
            self.note(key, "is not a table", f"write {key} = {example}", "not_table", example=example)
        return None

    def tables(self, key: str, example: str) -> Iterator["Fields"]:
        """Yield each table of a list of tables; none, and a fault, when it is no such list."""
        value = self.value(key, example)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.note(
                key, "is not a list of tables", f"write {key} = {example}", "not_tables", example=example
            )
            return
        for place, item in enumerate(value):
            yield Fields(item, (*self.path, key, place), self._faults)

    def rest(self, example: str) -> Iterator["Fields"]:
        """Yield a table for each key that nobody has asked for yet."""
        for key in self._table:
            if key not in self._known and (table := self.table(key, example)):
                yield table

    def list_keys(self) -> tuple[str, ...]:
        """Return the keys as they are written, and count them as known."""
        self._known.extend(self._table)
        return tuple(self._table)

    def list_like(self, shape: re.Pattern[str]) -> tuple[str, ...]:
        """Return the keys of this shape as they are written."""
        return tuple(key for key in self._table if shape.fullmatch(key))

    def finish(self) -> None:
        """Note each key that nobody has asked for, with the known name it resembles."""
        for key in self._table:
            if key not in self._known:
                self.note_unknown(key, "is not a key of the policy", key, self._known, "unknown_key")


def suggest(name: str, known: Sequence[str]) -> str:
    """Return what to write for a name that is not known: the nearest known one, or all there are."""
    found = near(name, known)
    return (
        f"did you mean {found['near']!r}?" if "near" in found else f"write one of {found['known'] or 'none'}"
    )


def near(name: str, known: Sequence[str]) -> dict[str, str]:
    """Return the `near` one to a name that is not known, or all that are `known`, as they fill the words of a fault."""
    found = get_close_matches(name, known, 1)
    return {"near": found[0]} if found else {"known": ", ".join(dict.fromkeys(known))}


def _dotted(path: KeyPath) -> str:
    """Return the path as a reader of the file would say it; nothing for the file itself."""
    return ".".join(f"#{step + 1}" if isinstance(step, int) else step for step in path)
