"""Reads the configuration file as far as TOML goes: text, tables, and which keys are settings."""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from idp.config.keys import Table, list_keys
from idp.config.problems import ConfigError, Fault


def read_text(path: Path) -> str:
    """Return the file's text; raise ConfigError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        reason = problem.strerror
    except UnicodeDecodeError:
        reason = "it is not UTF-8"
    raise ConfigError([f"{path}: {reason}; name a readable file with --config or IDP_CONFIG"])


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """Return the document; raise ConfigError with the line where the TOML breaks."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        reason, _, place = str(problem).partition(" (at ")
        is_numbered = place.startswith("line ")
        line = place.removeprefix("line ").split(",")[0] if is_numbered else len(text.splitlines())
        raise ConfigError([f"{path}:{line}: this is not TOML: {reason}; correct the line"]) from None


def check_known(table: Mapping[str, Any], prefix: str = "") -> Iterator[Fault]:
    """Yield a fault for each key that is no setting, and for each value that stands where a table belongs."""
    for name, value in table.items():
        key = prefix + name
        node = list_keys().get(key)
        if node is None:
            yield Fault(key, f"there is no setting {key!r}", suggest(name, prefix))
        elif isinstance(node, Table) and isinstance(value, dict):
            yield from check_known(value, f"{key}.")
        elif isinstance(node, Table):
            yield Fault(key, f"{key} is a table", f"write [{key}] and its settings below it")


def suggest(name: str, prefix: str) -> str:
    """Return what may have been meant by an unknown name below `prefix`."""
    siblings = [key.removeprefix(prefix) for key in list_keys() if key.startswith(prefix)]
    near = get_close_matches(name, [sibling for sibling in siblings if "." not in sibling], 1)
    return f"did you mean {near[0]!r}?" if near else "remove it"


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the document's values by dotted key; each table that is there stands as an empty one."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        key = prefix + name
        if isinstance(list_keys().get(key), Table) and isinstance(value, dict):
            flat |= {key: {}} | flatten(value, f"{key}.")
        else:
            flat[key] = value
    return flat


def nest(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return dotted keys as nested tables."""
    document: dict[str, Any] = {}
    for key, value in values.items():
        *tables, name = key.split(".")
        table = document
        for step in tables:
            table = table.setdefault(step, {})
        table[name] = value
    return document
