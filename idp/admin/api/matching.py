"""Matches a path to an operation."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from idp.admin.api.operation import Operation

PARAMETER: Final = re.compile(r"\{(\w+)\}")
NAMED: Final = r"(?!\.{1,2}$)[!-.0-~]{1,200}"
"""What a path may name: printable ASCII without a slash, and no step up or down."""


@dataclass(frozen=True, slots=True)
class Route:
    """An operation, and the pattern of its path; a parameter is one segment that is not empty."""

    operation: Operation
    pattern: re.Pattern[str]

    def match(self, path: str) -> Mapping[str, str] | None:
        """Return what the path names; None when it is another's."""
        found = self.pattern.fullmatch(path)
        return None if found is None else found.groupdict()


def build_routes(operations: Iterable[Operation]) -> tuple[Route, ...]:
    """Return the routes, those without parameters first: `/clients/kinds` is no client."""
    routes = [
        Route(operation, re.compile(PARAMETER.sub(rf"(?P<\1>{NAMED})", operation.path)))
        for operation in operations
    ]
    return tuple(sorted(routes, key=lambda route: len(PARAMETER.findall(route.operation.path))))


def list_methods(routes: Sequence[Route], path: str) -> tuple[str, ...]:
    """Return the methods that the path takes; none when there is nothing there."""
    return tuple(sorted({route.operation.method for route in routes if route.match(path) is not None}))
