"""Reads the configuration file and the environment, and reports every fault at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import NODEFAULT, convert

from idp.config.document import check_known, flatten, nest, parse_toml, read_text
from idp.config.environment import (
    PREFIX,
    check_environment,
    check_written,
    read_environment,
    variable_name,
)
from idp.config.keys import Leaf, list_keys
from idp.config.lists import read_list
from idp.config.problems import ConfigError, Fault
from idp.config.ranges import check_ranges
from idp.config.rules import check_rules
from idp.config.settings import Config
from idp.config.values import is_present, read_value
from idp.toml_lines import find_line


def read_config(path: Path, environ: Mapping[str, str]) -> Config:
    """Return the configuration in `path`, with the settings in `environ` put before those in the file.

    Relative paths, an SQLite file's too, start at the configuration file's folder. Raises ConfigError with
    every fault, in the order of the file, as `file:line: what; what to write instead`.
    """
    text = read_text(path)
    document = parse_toml(text, path)
    overrides = read_environment(environ)
    written = flatten(document)
    values, faults = read_values(written, overrides, path.absolute().parent)
    faults = [*check_environment(environ), *check_written(written), *check_known(document), *faults]
    faults += [*check_ranges(values), *check_rules(values)]
    if faults:
        faults.sort(key=lambda fault: find_line(text, list_steps(fault.key)))
        raise ConfigError([locate(fault, text, path, overrides) for fault in faults])
    return convert(nest(values), Config)


def read_values(
    written: Mapping[str, Any], overrides: Mapping[str, Any], folder: Path
) -> tuple[dict[str, Any], list[Fault]]:
    """Return every setting that could be read, defaults included, and the faults of the others."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    everything = {**written, **overrides}
    for key, leaf in list_keys().items():
        if not isinstance(leaf, Leaf) or not is_present(key, everything):
            continue
        if key in everything and leaf.is_tables:
            value: Any = read_list(key, leaf, everything[key], folder)
        elif key in everything:
            value = read_value(key, leaf, everything[key], folder, is_text=key in overrides)
        elif leaf.default is NODEFAULT:
            value = Fault(key, f"{key} is missing", f"write {key.rpartition('.')[2]} = …")
        else:
            value = leaf.default
        if isinstance(value, list):
            faults += value
        elif isinstance(value, Fault):
            faults.append(value)
        else:
            values[key] = value
    return values, faults


def list_steps(key: str) -> list[str | int]:
    """Return the steps of a dotted key; a number is a place in a list of tables."""
    return [int(step) if step.isdecimal() else step for step in key.split(".")]


def locate(fault: Fault, text: str, path: Path, overrides: Mapping[str, Any]) -> str:
    """Return the fault as one line that begins where it stands: a line of the file or a variable."""
    if fault.key.startswith(PREFIX):
        place = fault.key
    elif fault.key in overrides:
        place = variable_name(fault.key)
    else:
        place = f"{path}:{find_line(text, list_steps(fault.key))}"
    return f"{place}: {fault.what}; {fault.instead}"
