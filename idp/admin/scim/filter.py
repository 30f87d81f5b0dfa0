"""A filter as values (RFC 7644, section 3.4.2.2)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float | bool | None


class Operator(StrEnum):
    """How an attribute is compared with a value."""

    EQ = "eq"
    NE = "ne"
    CO = "co"
    SW = "sw"
    EW = "ew"
    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"


ORDERING = frozenset({Operator.GT, Operator.GE, Operator.LT, Operator.LE})


@dataclass(frozen=True, slots=True)
class AttributePath:
    """`schema` is a URN in front or None, `name` an attribute, `sub` one inside it or None; as they were written.

    An empty `name` means the schema's whole extension.
    """

    name: str
    sub: str | None = None
    schema: str | None = None

    def __str__(self) -> str:
        inner = self.name if self.sub is None else f"{self.name}.{self.sub}"
        return inner if self.schema is None else f"{self.schema}:{inner}" if inner else self.schema


@dataclass(frozen=True, slots=True)
class Present:
    """The attribute has a value that is not empty."""

    path: AttributePath


@dataclass(frozen=True, slots=True)
class Comparison:
    """The attribute, or any one of its values, compares so with the value."""

    path: AttributePath
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Within:
    """One and the same value of a multi-valued attribute matches the whole inner filter: `emails[type eq "work"]`."""

    path: AttributePath
    inner: "Filter"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match."""

    part: "Filter"


@dataclass(frozen=True, slots=True)
class And:
    """Both parts match."""

    left: "Filter"
    right: "Filter"


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts matches."""

    left: "Filter"
    right: "Filter"


Filter = Present | Comparison | Within | Not | And | Or


def list_leaves(found: Filter) -> Iterator[Present | Comparison | Within]:
    """Yield the parts of a filter that name attributes of the resource, from left to right."""
    match found:
        case And(left, right) | Or(left, right):
            yield from list_leaves(left)
            yield from list_leaves(right)
        case Not(part):
            yield from list_leaves(part)
        case Present() | Comparison() | Within():
            yield found


def write_filter(found: Filter) -> str:
    """Return the filter as text that reads as the same filter."""
    match found:
        case Present(path):
            return f"{path} pr"
        case Comparison(path, operator, value):
            return f"{path} {operator} {write_value(value)}"
        case Within(path, inner):
            return f"{path}[{write_filter(inner)}]"
        case Not(part):
            return f"not ({write_filter(part)})"
        case And(left, right):
            return f"({write_filter(left)}) and ({write_filter(right)})"
        case Or(left, right):
            return f"({write_filter(left)}) or ({write_filter(right)})"


def write_value(value: Value) -> str:
    """Return the value as JSON."""
    return json.dumps(value, ensure_ascii=False)
