"""Faults of a policy file: each names its place, what is wrong and what to write instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from idp.toml_lines import find_lines

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path of the key it concerns, what is wrong, and what to write instead.

    By its `kind` it is told in the reader's language; the `values` fill that text.
    """

    path: KeyPath
    what: str
    instead: str
    kind: str
    values: tuple[tuple[str, str], ...] = ()


class PolicyError(Exception):
    """The policy cannot be used; `lines` holds every fault as `file:line: what; what to write instead`.

    `faults` are those that stand behind the lines; the text of a file that cannot be read as a policy has none.
    """

    def __init__(self, lines: Iterable[str], faults: Mapping[str, Fault] = MappingProxyType({})) -> None:
        self.lines = tuple(lines)
        self.faults = faults
        super().__init__("\n".join(self.lines))


def check_faultless(faults: Iterable[Fault], text: str, source: str) -> None:
    """Raise PolicyError with every fault, each once and in the order of the file, when there is one."""
    found = tuple(faults)
    if found:
        lines = find_lines(text, [fault.path for fault in found])
        placed = sorted(zip(lines, found, strict=True), key=lambda one: (one[0], one[1].what, one[1].instead))
        told = {f"{source}:{line}: {fault.what}; {fault.instead}": fault for line, fault in placed}
        raise PolicyError(told, told)
