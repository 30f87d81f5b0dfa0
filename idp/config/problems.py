"""Faults of a configuration: each names its place, what is wrong and what to write instead."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the dotted key it concerns, what is wrong, and what to write instead."""

    key: str
    what: str
    instead: str


class ConfigError(Exception):
    """The configuration cannot be used; `lines` holds every fault as `place: what; what to write instead`."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)
