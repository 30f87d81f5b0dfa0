"""Short ways to read one part of a policy file from a few lines of TOML."""

import tomllib
from collections.abc import Callable
from typing import TypeVar

from idp.policy.problems import Fault
from idp.policy.reading.fields import Fields

Part = TypeVar("Part")


def read(toml: str, reader: Callable[[Fields], Part]) -> tuple[Part, list[str]]:
    """Return what the reader makes of a table, here called `part`, and its faults in words."""
    faults: list[Fault] = []
    part = reader(Fields(tomllib.loads(toml), ("part",), faults))
    return part, [f"{fault.what}; {fault.instead}" for fault in faults]
