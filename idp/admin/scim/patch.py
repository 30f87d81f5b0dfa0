"""Changes a resource by the operations of a PATCH: all of them or none (RFC 7644, section 3.5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from idp.admin.scim.attribute import Attribute, Resource, Type
from idp.admin.scim.fault import Fault, bad_path, bad_syntax, bad_value
from idp.admin.scim.filter import And, AttributePath, Comparison, Filter, Operator
from idp.admin.scim.matching import build_test
from idp.admin.scim.names import PATCH_OP
from idp.admin.scim.parsing import Target, parse_target
from idp.admin.scim.reading import read_parts, read_single, read_value
from idp.admin.scim.resource_type import ResourceType

Verb = Literal["add", "remove", "replace"]
VERBS: Final[tuple[Verb, ...]] = get_args(Verb)
MOST_OPERATIONS: Final = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One operation: what is done, to what, and with which value."""

    verb: Verb
    target: Target | None
    value: Any = None


def read_patch(body: Any) -> tuple[Change, ...]:
    """Return the operations of a PATCH. Raises Fault."""
    if not isinstance(body, Mapping):
        raise bad_syntax("the body is a JSON object")
    members = {name.lower(): value for name, value in body.items()}
    if members.get("schemas") != [PATCH_OP]:
        raise bad_syntax(f"schemas is [{PATCH_OP}]")
    operations = members.get("operations")
    if not isinstance(operations, list) or not 0 < len(operations) <= MOST_OPERATIONS:
        raise bad_syntax(f"Operations is a list of 1 to {MOST_OPERATIONS} operations")
    return tuple(read_change(operation) for operation in operations)


def read_change(operation: Any) -> Change:
    """Return one operation. Raises Fault."""
    if not isinstance(operation, Mapping):
        raise bad_syntax("an operation is a JSON object")
    members = {name.lower(): value for name, value in operation.items()}
    verb, path, value = str(members.get("op", "")).lower(), members.get("path"), members.get("value")
    if verb not in VERBS:
        raise bad_syntax("op is add, remove or replace")
    if path is not None and not isinstance(path, str):
        raise bad_path("path is a text")
    if not path and verb == "remove":
        raise Fault(400, "remove needs a path", "noTarget")
    if verb != "remove" and "value" not in members:
        raise bad_value(f"{verb} needs a value")
    return Change(verb, parse_target(path) if path else None, value)


def apply_patch(resource: Resource, changes: tuple[Change, ...], kind: ResourceType) -> Resource:
    """Return the resource as it is after every operation; the one given stays as it is. Raises Fault."""
    changed: Resource = copy(resource)
    for change in changes:
        for target, value in list_targets(change, kind):
            apply_to(changed, change.verb, target, value, kind)
    return changed


def copy(value: Any) -> Any:
    """Return what was read of JSON once more, in dictionaries and lists of its own: there may be thousands of members."""
    if isinstance(value, dict):
        return {name: copy(one) for name, one in value.items()}
    return [copy(one) for one in value] if isinstance(value, list) else value


def list_targets(change: Change, kind: ResourceType) -> list[tuple[Target, Any]]:
    """Return what an operation is done to: its path, or each attribute of its value. Raises Fault."""
    target = change.target
    if target is not None and target.path.name:
        return [(target, change.value)]
    urn = None if target is None else target.path.schema
    if change.verb == "remove":
        return [] if urn is None else list_extension(urn, kind)
    if not isinstance(change.value, Mapping):
        raise bad_value("without a path the value is a JSON object with the attributes")
    found: list[tuple[Target, Any]] = []
    for name, value in change.value.items():
        if name.lower() in {"schemas", "id", "meta"}:
            continue
        extension = kind.find_extension(name)
        if extension is not None and isinstance(value, Mapping):
            found += [(Target(AttributePath(part, None, extension.urn)), one) for part, one in value.items()]
        elif urn is not None:
            found.append((Target(AttributePath(name, None, urn)), value))
        else:
            found.append((parse_target(name), value))
    return found


def list_extension(urn: str, kind: ResourceType) -> list[tuple[Target, Any]]:
    """Return every attribute of an extension that is removed whole. Raises Fault."""
    extension = kind.find_extension(urn)
    if extension is None:
        raise bad_path("only an attribute or an extension can be removed")
    writable = [one for one in extension.attributes if one.mutability in {"readWrite", "writeOnly"}]
    return [(Target(AttributePath(one.name, None, urn)), None) for one in writable]


def apply_to(resource: Resource, verb: Verb, target: Target, value: Any, kind: ResourceType) -> None:
    """Change the resource at one target, in place. Raises Fault."""
    place = kind.find(target.path)
    if place is None:
        raise bad_path(f"{target.path} is not an attribute of {kind.name}")
    attribute = place.attribute
    if attribute.mutability == "readOnly" or (place.sub is not None and place.sub.mutability == "readOnly"):
        raise Fault(400, f"{target.path} is not changed here", "mutability")
    if verb == "remove" and attribute.is_required and place.sub is None and target.chosen is None:
        raise Fault(400, f"{attribute.name} is needed and cannot be removed", "mutability")
    held = resource if place.urn is None else resource.setdefault(place.urn, {})
    if target.chosen is not None:
        apply_to_chosen(held, verb, attribute, target, value)
    elif attribute.is_multi:
        apply_to_list(held, verb, attribute, place.sub, value)
    elif attribute.type is Type.COMPLEX:
        apply_to_parts(held, verb, attribute, place.sub, value)
    else:
        put(held, attribute.name, None if verb == "remove" else read_single(value, attribute))


def put(held: Resource, name: str, value: Any) -> None:
    """Keep the value, or nothing for none."""
    if value in (None, "", [], {}):
        held.pop(name, None)
    else:
        held[name] = value


def apply_to_parts(
    held: Resource, verb: Verb, attribute: Attribute, sub: Attribute | None, value: Any
) -> None:
    """Change a complex attribute: one part of it, or those parts that the value names."""
    parts = held.get(attribute.name, {})
    if sub is not None:
        put(parts, sub.name, None if verb == "remove" else read_single(value, sub))
    elif verb == "remove":
        parts = {}
    else:
        parts = parts | (read_parts(value, attribute.subs, attribute.name) or {})
    put(held, attribute.name, parts)


def apply_to_list(
    held: Resource, verb: Verb, attribute: Attribute, sub: Attribute | None, value: Any
) -> None:
    """Change a multi-valued attribute: all its values, or one part of each.

    An added value takes the first place from the one before, where there is a first.
    """
    values: list[Any] = held.get(attribute.name, [])
    if sub is not None:
        for one in values or ([] if verb == "remove" else [{}]):
            put(one, sub.name, None if verb == "remove" else read_single(value, sub))
            if one and one not in values:
                values = [*values, one]
        put(held, attribute.name, [one for one in values if one])
        return
    sent = [] if value is None else read_value(value, attribute)
    if verb == "replace":
        values = list(sent)
    elif verb == "remove":
        values = (
            [] if value is None else [one for one in values if not any(is_same(one, gone) for gone in sent)]
        )
    else:
        if sent and attribute.find_sub("primary") is not None:
            values = [{**one, "primary": False} for one in values]
            sent[0] |= {"primary": not any(one.get("primary") for one in sent[1:])}
        values = [*values, *(one for one in sent if not any(is_same(one, other) for other in values))]
    put(held, attribute.name, values)


def is_same(one: Any, other: Any) -> bool:
    """Say whether two values are one: of those with a `value`, that decides."""
    if not (isinstance(one, Mapping) and isinstance(other, Mapping)):
        return bool(one == other)
    if "value" in one and "value" in other:
        return bool(one["value"] == other["value"])
    return {**one, "primary": None} == {**other, "primary": None}


def apply_to_chosen(held: Resource, verb: Verb, attribute: Attribute, target: Target, value: Any) -> None:
    """Change those values of a multi-valued attribute that match, or one part of each (section 3.5.2.3).

    Raises Fault: `noTarget` when none matches a `replace`. An `add` then makes the value that the filter describes.
    """
    if not attribute.is_multi or target.chosen is None:
        raise bad_path(f"{attribute.name} has one value, and nothing is chosen among it")
    sub = None if target.sub is None else attribute.find_sub(target.sub)
    if target.sub is not None and (sub is None or sub.mutability == "readOnly"):
        raise bad_path(f"{attribute.name} has no part {target.sub} that is changed")
    values, is_chosen = held.get(attribute.name, []), build_test(target.chosen, attribute)
    chosen = {place for place, one in enumerate(values) if is_chosen(one)}
    if not chosen and verb == "replace":
        raise Fault(400, f"no value of {attribute.name} matches the path", "noTarget")
    if not chosen and verb == "add":
        values, chosen = [*values, describe_chosen(target.chosen, attribute)], {len(values)}
    changed = [
        change_one(one, verb, attribute, sub, value) if place in chosen else one
        for place, one in enumerate(values)
    ]
    put(held, attribute.name, [one for one in changed if one])


def change_one(
    one: Resource, verb: Verb, attribute: Attribute, sub: Attribute | None, value: Any
) -> Resource | None:
    """Return one value as it is afterwards; None when it is gone."""
    if sub is None:
        if verb == "remove":
            return None
        sent = read_single(value, attribute)
        if not isinstance(sent, dict):
            raise bad_value(f"{attribute.name}: write a JSON object with its parts")
        return one | sent
    changed = dict(one)
    put(changed, sub.name, None if verb == "remove" else read_single(value, sub))
    return changed


def describe_chosen(chosen: Filter, attribute: Attribute) -> Resource:
    """Return the value that a filter of equalities describes."""
    match chosen:
        case And(left, right):
            return describe_chosen(left, attribute) | describe_chosen(right, attribute)
        case Comparison(path, Operator.EQ, wanted):
            sub = attribute.find_sub(path.name)
            return {} if sub is None else {sub.name: wanted}
        case _:
            return {}
