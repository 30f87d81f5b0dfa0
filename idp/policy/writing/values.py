"""Writes a value as TOML: a text, true or false, a list, or a table on one line."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

BARE: Final = re.compile(r"[A-Za-z0-9_-]+")

Value = str | bool | Sequence["Value"] | Mapping[str, "Value"]


def tell_value(value: Value) -> str:
    """Return the value as it stands behind an equals sign (TOML 1.0, whose basic strings take JSON's escapes)."""
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        entries = (f"{tell_key(key)} = {tell_value(entry)}" for key, entry in value.items())
        return f"{{ {', '.join(entries)} }}"
    return f"[{', '.join(map(tell_value, value))}]"


def tell_key(key: str) -> str:
    """Return a key, in quotes when it takes them."""
    return key if BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
