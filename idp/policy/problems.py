"""Faults of a policy file: each names its place, what is wrong and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from idp.toml_lines import find_line

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path of the key it concerns, what is wrong, and what to write instead."""

    path: KeyPath
    what: str
    instead: str


class PolicyError(Exception):
    """The policy cannot be used; `lines` holds every fault as `file:line: what; what to write instead`."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def check_faultless(faults: Iterable[Fault], text: str, source: str) -> None:
    """Raise PolicyError with every fault, each once and in the order of the file, when there is one."""
    placed = sorted((find_line(text, fault.path), fault.what, fault.instead) for fault in faults)
    if placed:
        raise PolicyError(
            f"{source}:{line}: {what}; {instead}" for line, what, instead in dict.fromkeys(placed)
        )
