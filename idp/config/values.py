"""Reads each setting's value as its type, or says what to write instead."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from msgspec import ValidationError, convert

from idp.config.keys import Leaf, Table, list_keys
from idp.config.problems import Fault

SQLITE: Final = "sqlite:///"
WANTED: Final[Mapping[Any, str]] = {
    date: "a day, as in 2026-11-02",
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    Path: "a path in quotes",
}


def read_value(key: str, leaf: Leaf, written: Any, folder: Path, *, is_text: bool) -> Any:
    """Return a setting as its type, or the Fault of it; `is_text` says that it comes from the environment.

    Relative paths, an SQLite file's too, start at `folder`. What was written is never repeated: it may be a secret.
    """
    if Path in (leaf.type, *get_args(leaf.type)):
        return folder / written if isinstance(written, str) else wrong(key, leaf)
    try:
        value = convert(written, leaf.type, strict=not is_text)
    except ValidationError:
        return wrong(key, leaf)
    if key == "database" and value.startswith(SQLITE):
        return SQLITE + str(folder / value.removeprefix(SQLITE))
    return value


def wrong(key: str, leaf: Leaf) -> Fault:
    """Return the fault of a value of the wrong type."""
    return Fault(key, f"{key} cannot be read", f"write {describe(leaf.type)}")


def describe(kind: Any) -> str:
    """Return in words what a type holds."""
    if get_origin(kind) is Literal:
        return " or ".join(f'"{choice}"' for choice in get_args(kind))
    if get_origin(kind) is tuple:
        return f'a list, as in ["…", "…"], of {describe(get_args(kind)[0])}'
    if dict in (get_origin(kind), *map(get_origin, get_args(kind))):
        return 'a table, as in { name = "…" }'
    if get_origin(kind) is dict:
        return 'a table, as in { "…" = "…" }'
    return WANTED.get(kind) or describe(get_args(kind)[0])


def is_present(key: str, written: Mapping[str, Any]) -> bool:
    """Say whether the tables above a setting are there: an optional one is when something in it is written."""
    for name, node in list_keys().items():
        if isinstance(node, Table) and node.is_optional and key.startswith(f"{name}."):
            return any(other == name or other.startswith(f"{name}.") for other in written)
    return True
