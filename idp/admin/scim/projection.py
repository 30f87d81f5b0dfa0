"""Leaves out of a resource what is not asked for, and what is never shown (RFC 7644, section 3.9; RFC 7643, section 7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from idp.admin.scim.attribute import COMMON, Attribute, Resource
from idp.admin.scim.fault import Fault
from idp.admin.scim.filter import AttributePath
from idp.admin.scim.parsing import parse_path
from idp.admin.scim.resource_type import ResourceType


@dataclass(frozen=True, slots=True)
class Projection:
    """What is asked for: `wanted` alone, or all but `unwanted`; nothing named is all that is returned by default."""

    wanted: tuple[AttributePath, ...] = ()
    unwanted: tuple[AttributePath, ...] = ()

    def shows(self, name: str, returned: str = "default") -> bool:
        """Say whether an attribute of the core schema will be in the answer."""
        if self.wanted:
            return any(path.name.lower() == name.lower() for path in self.wanted)
        hidden = any(path.name.lower() == name.lower() and path.sub is None for path in self.unwanted)
        return returned == "default" and not hidden


EVERYTHING: Final = Projection()


def read_projection(wanted: Sequence[str], unwanted: Sequence[str]) -> Projection:
    """Return the two lists as paths; a name that cannot be one names nothing. Raises Fault when both are given."""
    if wanted and unwanted:
        raise Fault(400, "send attributes or excludedAttributes, not both", "invalidValue")
    return Projection(tuple(map(read_name, wanted)), tuple(map(read_name, unwanted)))


def read_name(written: str) -> AttributePath:
    """Return the path; one that leads nowhere for what cannot be a path."""
    try:
        return parse_path(written.strip())
    except Fault:
        return AttributePath("?")


def project(resource: Resource, kind: ResourceType, asked: Projection) -> Resource:
    """Return what is shown of the resource."""
    shown: Resource = {}
    for attribute in (*COMMON, *kind.schema.attributes):
        put_shown(shown, resource, attribute, asked, kind, None)
    for extension in kind.extensions:
        inner: Resource = {}
        for attribute in extension.attributes:
            put_shown(inner, resource.get(extension.urn) or {}, attribute, asked, kind, extension.urn)
        if inner:
            shown[extension.urn] = inner
    shown["schemas"] = [urn for urn in resource["schemas"] if urn == kind.schema.urn or urn in shown]
    return shown


def put_shown(
    shown: Resource,
    held: Resource,
    attribute: Attribute,
    asked: Projection,
    kind: ResourceType,
    urn: str | None,
) -> None:
    """Put in what is shown of one attribute."""
    value = held.get(attribute.name)
    if value is None or attribute.returned == "never":
        return
    wanted = [path for path in asked.wanted if is_named(path, attribute, kind, urn)]
    unwanted = [path for path in asked.unwanted if is_named(path, attribute, kind, urn)]
    if attribute.returned == "always":
        shown[attribute.name] = value
    elif asked.wanted:
        if any(path.sub is None for path in wanted):
            shown[attribute.name] = value
        elif wanted:
            subs = {(path.sub or "").lower() for path in wanted}
            put_parts(shown, attribute, value, lambda name: name.lower() in subs)
    elif attribute.returned == "default" and not any(path.sub is None for path in unwanted):
        subs = {(path.sub or "").lower() for path in unwanted}
        put_parts(shown, attribute, value, lambda name: name.lower() not in subs)


def put_parts(shown: Resource, attribute: Attribute, value: Any, keeps: Callable[[str], bool]) -> None:
    """Put in those parts of the value that are kept; a value without parts is put in whole."""
    if isinstance(value, dict):
        parts: Any = {name: part for name, part in value.items() if keeps(name)}
    elif isinstance(value, list) and attribute.subs:
        parts = [{name: part for name, part in one.items() if keeps(name)} for one in value]
    else:
        parts = value
    if parts not in ({}, []):
        shown[attribute.name] = parts


def is_named(path: AttributePath, attribute: Attribute, kind: ResourceType, urn: str | None) -> bool:
    """Say whether the path names the attribute, a part of it, or the whole extension it is in."""
    if path.schema is None or path.schema.lower() == kind.schema.urn.lower():
        return urn is None and path.name.lower() == attribute.name.lower()
    if urn is None or path.schema.lower() != urn.lower():
        return False
    return not path.name or path.name.lower() == attribute.name.lower()
