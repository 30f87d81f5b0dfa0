"""Reads a list of tables, such as the gateways: each by its kind, with every fault at its own place."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from idp.config.keys import Leaf
from idp.config.problems import Fault
from idp.config.values import read_value


def list_kinds(kind: Any) -> Mapping[str, type[Struct]]:
    """Return the tables a list may hold by the word in their `kind`, for a type such as `tuple[Elks | Http, ...]`."""
    return {str(struct.__struct_config__.tag): struct for struct in get_args(get_args(kind)[0])}


def read_list(key: str, leaf: Leaf, written: Any, folder: Path) -> tuple[Struct, ...] | list[Fault]:
    """Return the tables of the list, or the faults of all; relative paths start at `folder`."""
    if not isinstance(written, list) or not all(isinstance(table, dict) for table in written):
        return [Fault(key, f"{key} is a list of tables", f"write [[{key}]] and its settings below it")]
    kinds = list_kinds(leaf.type)
    tables: list[Struct] = []
    faults: list[Fault] = []
    for place, table in enumerate(written):
        here = f"{key}.{place}"
        struct = kinds.get(str(table.get("kind")))
        if struct is None:
            choices = " or ".join(f'"{kind}"' for kind in kinds)
            faults.append(Fault(f"{here}.kind", f"{key} needs a kind", f"write kind = {choices}"))
            continue
        values, wrong = read_table(here, struct, table, folder)
        if wrong:
            faults += wrong
        else:
            tables.append(struct(**values))
    return faults or tuple(tables)


def read_table(
    key: str, struct: type[Struct], table: Mapping[str, Any], folder: Path
) -> tuple[dict[str, Any], list[Fault]]:
    """Return one table's values by name, and the faults of those that are wrong, missing or unknown."""
    values: dict[str, Any] = {}
    faults = list(check_names(key, struct, table))
    hints = get_type_hints(struct)
    for field in fields(struct):
        name = f"{key}.{field.name}"
        if field.name in table:
            value = read_value(
                name, Leaf(hints[field.name], field.default), table[field.name], folder, is_text=False
            )
            if isinstance(value, Fault):
                faults.append(value)
            else:
                values[field.name] = value
        elif field.default is NODEFAULT:
            faults.append(Fault(name, f"{field.name} is missing", f"write {field.name} = …"))
    return values, faults


def check_names(key: str, struct: type[Struct], table: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each name that is no setting of this table."""
    known = [field.name for field in fields(struct)]
    for name in table:
        if name not in (*known, "kind"):
            near = get_close_matches(name, known, 1)
            instead = f"did you mean {near[0]!r}?" if near else "remove it"
            yield Fault(f"{key}.{name}", f"there is no setting {name!r} here", instead)
