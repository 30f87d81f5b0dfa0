"""The settings as dotted keys: which exist, which are tables, and what each may hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from idp.config.settings import Config


@dataclass(frozen=True, slots=True)
class Leaf:
    """One setting that holds a value: its type, and its default or NODEFAULT."""

    type: Any
    default: Any

    @property
    def is_many(self) -> bool:
        """Say whether the setting holds several values."""
        return get_origin(self.type) is tuple

    @property
    def is_tables(self) -> bool:
        """Say whether the setting is a table of words or a list of tables, which only the file can hold."""
        if any(get_origin(kind) is dict for kind in get_args(self.type)):
            return True
        return self.is_many and all(
            isinstance(kind, type) and issubclass(kind, Struct)
            for kind in get_args(get_args(self.type)[0]) or (None,)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One table of settings; an optional one is absent unless something in it is written."""

    is_optional: bool


@cache
def list_keys() -> Mapping[str, Leaf | Table]:
    """Return every dotted key of the configuration, tables before what they hold."""
    return MappingProxyType(dict(walk(Config)))


def walk(settings: type[Struct], prefix: str = "") -> Iterator[tuple[str, Leaf | Table]]:
    """Yield each key below `prefix` with what it is."""
    hints = get_type_hints(settings)
    for field in fields(settings):
        key, hint = prefix + field.name, hints[field.name]
        table = find_struct(hint)
        if table is None:
            yield key, Leaf(hint, field.default)
        else:
            yield key, Table(is_optional=NoneType in get_args(hint))
            yield from walk(table, f"{key}.")


def find_struct(hint: Any) -> type[Struct] | None:
    """Return the table type in a hint such as `Mail | None`; None when it is a plain value."""
    for candidate in (hint, *get_args(hint)):
        if isinstance(candidate, type) and issubclass(candidate, Struct):
            return candidate
    return None
