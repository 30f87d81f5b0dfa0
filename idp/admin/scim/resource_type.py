"""The kinds of resource, and how a path is looked up in their schemas (RFC 7643, section 6)."""

from dataclasses import dataclass
from typing import Any

from idp.admin.scim.attribute import COMMON, Attribute, Schema
from idp.admin.scim.filter import AttributePath
from idp.admin.scim.names import PREFIX, RESOURCE_TYPE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: the extension it is in or None, the attribute, and the part of it that is meant or None."""

    urn: str | None
    attribute: Attribute
    sub: Attribute | None = None

    @property
    def leaf(self) -> Attribute:
        """The attribute whose type and rules hold."""
        return self.sub or self.attribute


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One kind: its name, its address below the service, its schema and its extensions."""

    name: str
    endpoint: str
    schema: Schema
    extensions: tuple[Schema, ...] = ()

    @property
    def urns(self) -> tuple[str, ...]:
        """The URNs of every schema it has."""
        return (self.schema.urn, *(one.urn for one in self.extensions))

    def find_extension(self, urn: str) -> Schema | None:
        """Return the extension of this URN, whatever its case."""
        return next((one for one in self.extensions if one.urn.lower() == urn.lower()), None)

    def find(self, path: AttributePath) -> Place | None:
        """Return where the path leads; None when it names nothing that this kind has."""
        extension = None if path.schema is None else self.find_extension(path.schema)
        if path.schema is not None and extension is None and path.schema.lower() != self.schema.urn.lower():
            return None
        attribute = self.find_attribute(path.name) if extension is None else extension.find(path.name)
        if attribute is None:
            return None
        urn = None if extension is None else extension.urn
        if path.sub is None:
            return Place(urn, attribute)
        sub = attribute.find_sub(path.sub)
        return None if sub is None else Place(urn, attribute, sub)

    def find_attribute(self, name: str) -> Attribute | None:
        """Return the attribute of the schema, or one that every resource has, whatever its case."""
        common = (one for one in COMMON if one.name.lower() == name.lower())
        return self.schema.find(name) or next(common, None)

    def describe(self, issuer: str) -> dict[str, Any]:
        """Return the kind as `/ResourceTypes` shows it."""
        return {
            "schemas": [RESOURCE_TYPE],
            "id": self.name,
            "name": self.name,
            "description": self.schema.says,
            "endpoint": self.endpoint,
            "schema": self.schema.urn,
            "schemaExtensions": [{"schema": one.urn, "required": False} for one in self.extensions],
            "meta": {
                "resourceType": "ResourceType",
                "location": f"{issuer}{PREFIX}/ResourceTypes/{self.name}",
            },
        }
