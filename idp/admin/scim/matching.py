"""Says whether a resource matches a filter (RFC 7644, section 3.4.2.2)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from unicodedata import normalize

from idp.admin.scim.attribute import Attribute, Type
from idp.admin.scim.fault import bad_filter
from idp.admin.scim.filter import ORDERING, And, Comparison, Filter, Not, Operator, Or, Present, Value, Within
from idp.admin.scim.moments import read_moment
from idp.admin.scim.resource_type import Place, ResourceType

COMPARE: Final[Mapping[Operator, Callable[[Any, Any], bool]]] = {
    Operator.EQ: lambda held, wanted: held == wanted,
    Operator.CO: lambda held, wanted: wanted in held,
    Operator.SW: lambda held, wanted: held.startswith(wanted),
    Operator.EW: lambda held, wanted: held.endswith(wanted),
    Operator.GT: lambda held, wanted: held > wanted,
    Operator.GE: lambda held, wanted: held >= wanted,
    Operator.LT: lambda held, wanted: held < wanted,
    Operator.LE: lambda held, wanted: held <= wanted,
}
Test = Callable[[Mapping[str, Any]], bool]
PARTS: Final = frozenset({Operator.CO, Operator.SW, Operator.EW})


def matches(found: Filter, resource: Mapping[str, Any], kind: ResourceType) -> bool:
    """Say whether the resource matches. Raises Fault where an operator does not go with an attribute's type.

    An attribute that this kind has not is one without a value; `ne` holds for what has no value.
    """
    match found:
        case And(left, right):
            return matches(left, resource, kind) and matches(right, resource, kind)
        case Or(left, right):
            return matches(left, resource, kind) or matches(right, resource, kind)
        case Not(part):
            return not matches(part, resource, kind)
        case Present(path):
            place = kind.find(path)
            return place is not None and any(is_present(value) for value in list_values(resource, place))
        case Comparison(path, operator, wanted):
            place = kind.find(path)
            if place is None:
                return operator is Operator.NE
            leaf = find_leaf(place)
            return build_comparison(leaf, operator, wanted)(list_values(resource, place))
        case Within(path, inner):
            place = kind.find(path)
            if place is None or place.attribute.type is not Type.COMPLEX:
                return False
            return any(map(build_test(inner, place.attribute), list_values(resource, place)))


def build_test(found: Filter, attribute: Attribute) -> Test:
    """Return what says whether one value of a complex attribute matches; the paths name its parts. Raises Fault."""
    match found:
        case And(left, right) | Or(left, right):
            one, other = build_test(left, attribute), build_test(right, attribute)
            if isinstance(found, And):
                return lambda value: one(value) and other(value)
            return lambda value: one(value) or other(value)
        case Not(part):
            inner = build_test(part, attribute)
            return lambda value: not inner(value)
        case Present(path):
            sub = attribute.find_sub(path.name)
            name = None if sub is None else sub.name
            return lambda value: name is not None and is_present(value.get(name))
        case Comparison(path, operator, wanted):
            sub = attribute.find_sub(path.name)
            if sub is None:
                return lambda _value: operator is Operator.NE
            test, part_name = build_comparison(sub, operator, wanted), sub.name
            return lambda value: test([value.get(part_name)])
        case Within():
            return lambda _value: False


def find_leaf(place: Place) -> Attribute:
    """Return the attribute that is compared: of a complex one with a part named `value`, that part. Raises Fault."""
    leaf = place.leaf
    if leaf.type is not Type.COMPLEX:
        return leaf
    value = leaf.find_sub("value")
    if value is None:
        raise bad_filter(f"{leaf.name} has parts; name one of them, such as {leaf.name}.{leaf.subs[0].name}")
    return value


def list_values(resource: Mapping[str, Any], place: Place) -> list[Any]:
    """Return the values at a place; of a complex attribute without a named part, the values whole."""
    held = resource if place.urn is None else resource.get(place.urn) or {}
    value = held.get(place.attribute.name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return values if place.sub is None else [one.get(place.sub.name) for one in values]


def is_present(value: Any) -> bool:
    """Say whether there is a value, and not an empty one."""
    return value not in (None, "", [], {})


def build_comparison(leaf: Attribute, operator: Operator, wanted: Value) -> Callable[[list[Any]], bool]:
    """Return what says whether any of some values compares so. Raises Fault where operator and type do not go together."""
    if leaf.mutability == "writeOnly":
        raise bad_filter(f"{leaf.name} is only written, and cannot be searched for")
    if wanted is None:
        is_null_wanted = check_null(leaf, operator)
        return lambda values: is_null_wanted is (not list_present(values, leaf))
    needle = read_wanted(leaf, operator, wanted)
    if operator is Operator.NE:
        return lambda values: needle not in list_present(values, leaf)
    is_so = COMPARE[operator]
    return lambda values: any(is_so(value, needle) for value in list_present(values, leaf))


def list_present(values: list[Any], leaf: Attribute) -> list[Any]:
    """Return those of the values that there are, as they are compared."""
    plain = [value.get("value") if isinstance(value, Mapping) else value for value in values]
    return [fold(value, leaf) for value in plain if is_present(value)]


def check_null(leaf: Attribute, operator: Operator) -> bool:
    """Return whether null is asked for, or anything but. Raises Fault for another operator."""
    if operator not in {Operator.EQ, Operator.NE}:
        raise bad_filter(f"{leaf.name}: only eq and ne go with null")
    return operator is Operator.EQ


def read_wanted(leaf: Attribute, operator: Operator, wanted: Value) -> Any:
    """Return what values are compared with. Raises Fault when it is of another type, or the operator does not fit."""
    if leaf.type is Type.BOOLEAN:
        if not isinstance(wanted, bool) or operator in ORDERING | PARTS:
            raise bad_filter(f"{leaf.name} is true or false, and takes eq and ne")
        return wanted
    if not isinstance(wanted, str):
        raise bad_filter(f"{leaf.name} is compared with a text in double quotes")
    if leaf.type is Type.MOMENT:
        moment = read_moment(wanted)
        if moment is None or operator in PARTS:
            raise bad_filter(
                f"{leaf.name} is compared with a moment such as 2026-03-11T12:00:00Z, by eq ne gt ge lt le"
            )
        return moment
    return fold(wanted, leaf)


def fold(value: Any, leaf: Attribute) -> bool | str | datetime:
    """Return the value as it is compared: without case unless case counts."""
    if isinstance(value, bool):
        return value
    if leaf.type is Type.MOMENT:
        moment = read_moment(str(value))
        assert moment is not None, "we wrote it"
        return moment
    return str(value) if leaf.is_exact else normalize("NFC", str(value)).casefold()
