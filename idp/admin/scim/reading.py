"""Reads a resource that was sent: names as the schemas write them, values of the right type, nothing else kept.

What a client may not write is passed over (RFC 7644, section 3.5.1), and so is what we do not know: the answer shows
what is kept.
"""

from collections.abc import Mapping
from typing import Any

from idp.admin.scim.attribute import Attribute, Resource, Type
from idp.admin.scim.fault import bad_syntax, bad_value
from idp.admin.scim.resource_type import ResourceType


def read_resource(body: Any, kind: ResourceType) -> Resource:
    """Return what the body says of a resource of this kind. Raises Fault."""
    if not isinstance(body, Mapping):
        raise bad_syntax("the body is a JSON object")
    check_schemas(body, kind)
    resource: Resource = {}
    for name, value in body.items():
        extension = kind.find_extension(name)
        attribute = None if extension else kind.find_attribute(name)
        if extension is not None:
            parts = read_parts(value, extension.attributes, name)
            if parts:
                resource[extension.urn] = parts
        elif attribute is not None and attribute.mutability != "readOnly" and attribute.name != "schemas":
            resource[attribute.name] = read_value(value, attribute)
    return {name: value for name, value in resource.items() if value is not None}


def check_schemas(body: Mapping[str, Any], kind: ResourceType) -> None:
    """Refuse a body that does not say what it is (RFC 7643, section 3). Raises Fault."""
    stated = next((value for name, value in body.items() if name.lower() == "schemas"), None)
    if not isinstance(stated, list) or not all(isinstance(urn, str) for urn in stated):
        raise bad_syntax(f"schemas is a list that holds {kind.schema.urn}")
    if kind.schema.urn.lower() not in {urn.lower() for urn in stated}:
        raise bad_syntax(f"schemas must hold {kind.schema.urn}")


def read_value(value: Any, attribute: Attribute) -> Any:
    """Return the value as the attribute has it; None for none. Raises Fault: `invalidValue`."""
    if not attribute.is_multi:
        return read_single(value, attribute)
    if value is None:
        return None
    listed = value if isinstance(value, list) else [value]
    return [one for one in (read_single(item, attribute) for item in listed) if one is not None]


def read_single(value: Any, attribute: Attribute) -> Any:
    """Return one value. Raises Fault: `invalidValue`."""
    if value is None:
        return None
    if attribute.type is Type.COMPLEX:
        if isinstance(value, str) and attribute.find_sub("value") is not None:
            return {"value": value}
        return read_parts(value, attribute.subs, attribute.name, keeps_primary=attribute.is_multi)
    if attribute.type is Type.BOOLEAN:
        return read_boolean(value, attribute.name)
    if not isinstance(value, str):
        raise bad_value(f"{attribute.name}: write a text")
    if attribute.words and value and value not in attribute.words:
        raise bad_value(f"{attribute.name}: write one of {', '.join(attribute.words)}")
    return value


def read_boolean(value: Any, name: str) -> bool:
    """Return true or false, also when it was sent as a text, as some systems do. Raises Fault."""
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise bad_value(f"{name}: write true or false")
    return value


def read_parts(
    value: Any, attributes: tuple[Attribute, ...], name: str, *, keeps_primary: bool = False
) -> Resource | None:
    """Return the parts of a complex value; None for none. `primary` chooses among values. Raises Fault."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise bad_value(f"{name}: write a JSON object with its parts")
    by_name = {one.name.lower(): one for one in attributes}
    parts: Resource = {}
    for key, inner in value.items():
        attribute = by_name.get(key.lower())
        if attribute is None:
            continue
        if attribute.mutability != "readOnly":
            parts[attribute.name] = read_value(inner, attribute)
        elif keeps_primary and attribute.name == "primary" and inner is not None:
            parts["primary"] = read_boolean(inner, "primary")
    return {key: inner for key, inner in parts.items() if inner is not None}
