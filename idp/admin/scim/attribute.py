"""What an attribute of a resource is: its type, who may write it, when it is returned (RFC 7643, sections 2 and 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

Resource = dict[str, Any]
"""A resource as JSON, its members under the names that the schemas give them."""


class Type(StrEnum):
    """What a value is."""

    STRING = "string"
    BOOLEAN = "boolean"
    MOMENT = "dateTime"
    REFERENCE = "reference"
    COMPLEX = "complex"


Mutability = Literal["readOnly", "readWrite", "immutable", "writeOnly"]
Returned = Literal["always", "never", "default", "request"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute. `subs` are the parts of a complex one; `words` are the values it may have, where they are few."""

    name: str
    says: str
    type: Type = Type.STRING
    is_multi: bool = False
    is_required: bool = False
    is_exact: bool = False
    mutability: Mutability = "readWrite"
    returned: Returned = "default"
    is_unique: bool = False
    subs: tuple["Attribute", ...] = ()
    words: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    def find_sub(self, name: str) -> "Attribute | None":
        """Return the part of this name, whatever its case."""
        return next((sub for sub in self.subs if sub.name.lower() == name.lower()), None)

    def describe(self) -> Mapping[str, Any]:
        """Return the attribute as `/Schemas` shows it."""
        told: dict[str, Any] = {
            "name": self.name,
            "type": self.type.value,
            "multiValued": self.is_multi,
            "description": self.says,
            "required": self.is_required,
            "caseExact": self.is_exact,
            "mutability": self.mutability,
            "returned": self.returned,
            "uniqueness": "server" if self.is_unique else "none",
        }
        if self.words:
            told["canonicalValues"] = list(self.words)
        if self.references:
            told["referenceTypes"] = list(self.references)
        if self.subs:
            told["subAttributes"] = [sub.describe() for sub in self.subs]
        return told


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: its URN, its name, what it says, and its attributes."""

    urn: str
    name: str
    says: str
    attributes: tuple[Attribute, ...]

    def find(self, name: str) -> Attribute | None:
        """Return the attribute of this name, whatever its case."""
        return next((one for one in self.attributes if one.name.lower() == name.lower()), None)


ID = Attribute(
    name="id", says="Our own name for it.", is_exact=True, mutability="readOnly", returned="always"
)
EXTERNAL_ID = Attribute(name="externalId", says="The name that the other system has for it.", is_exact=True)
SCHEMAS = Attribute(
    name="schemas",
    says="What it holds.",
    type=Type.REFERENCE,
    is_multi=True,
    is_exact=True,
    returned="always",
)
META = Attribute(
    name="meta",
    says="About the record.",
    type=Type.COMPLEX,
    mutability="readOnly",
    subs=(
        Attribute(name="resourceType", says="What it is.", is_exact=True, mutability="readOnly"),
        Attribute(name="created", says="When it was made.", type=Type.MOMENT, mutability="readOnly"),
        Attribute(name="lastModified", says="When it was changed.", type=Type.MOMENT, mutability="readOnly"),
        Attribute(name="location", says="Where it is.", is_exact=True, mutability="readOnly"),
        Attribute(name="version", says="Its entity tag.", is_exact=True, mutability="readOnly"),
    ),
)
COMMON = (SCHEMAS, ID, EXTERNAL_ID, META)
"""What every resource has, and no schema lists (RFC 7643, section 3.1)."""
