"""Turns a filter on people into what the store can answer, and what is left to be judged here.

What the store answers exactly it answers whole, negations and all. Of the rest, each part that must hold narrows down
whom we judge, where it can; nobody is judged without having been fetched, so a filter that narrows too little is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize

from idp.admin.scim.attribute import Attribute
from idp.admin.scim.filter import (
    ORDERING,
    And,
    AttributePath,
    Comparison,
    Filter,
    Not,
    Operator,
    Or,
    Present,
    Within,
)
from idp.admin.scim.matching import read_wanted
from idp.admin.scim.resource_type import Place, ResourceType
from idp.admin.scim.where import NOBODY, All, Any, Compared, Field, InGroup, Loose, Neither, Perhaps, Where

EQUALITY: Final = frozenset({Operator.EQ, Operator.NE})
PARTS: Final = frozenset({Operator.EQ, Operator.NE, Operator.CO, Operator.SW, Operator.EW})
EXACT: Final[dict[str, tuple[Field, frozenset[Operator]]]] = {
    "id": (Field.PERSON_ID, EQUALITY),
    "externalId": (Field.EXTERNAL_ID, EQUALITY),
    "userName": (Field.USERNAME, PARTS),
    "active": (Field.IS_ACTIVE, EQUALITY),
    "meta.created": (Field.CREATED_AT, ORDERING),
    "meta.lastModified": (Field.UPDATED_AT, ORDERING),
    "employeeNumber": (Field.EMPLOYEE_ID, EQUALITY),
    "realm": (Field.REALM, EQUALITY),
    "protectedIdentity": (Field.IS_PROTECTED, EQUALITY),
}
LOOSE: Final = {
    "name.formatted": Loose.NAME,
    "name.familyName": Loose.FAMILY_NAME,
    "name.givenName": Loose.GIVEN_NAME,
    "displayName": Loose.NAME,
    "title": Loose.TITLE,
    "emails": Loose.EMAIL,
    "emails.value": Loose.EMAIL,
    "department": Loose.UNIT,
    "alias": Loose.ALIAS,
}
NARROWING: Final = frozenset({Operator.EQ, Operator.CO, Operator.SW, Operator.EW})
GROUPS: Final = frozenset({"groups", "groups.value"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What the store is asked, and the filter that those it finds must match besides; None when it has answered all."""

    where: Where
    rest: Filter | None = None


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans for a caller: whoever may not see protected people finds none of them by their username."""

    kind: ResourceType
    sees_protected: bool

    def plan(self, found: Filter) -> Plan:
        """Return the plan. Raises Fault where an operator does not go with an attribute's type."""
        asked, rest = [], None
        for part in list_conjuncts(found):
            exact = self.translate(part)
            if exact is not None:
                asked.append(exact)
                continue
            rest = part if rest is None else And(rest, part)
            asked += self.narrow(part)
        return Plan(All(tuple(asked)), rest)

    def translate(self, found: Filter) -> Where | None:
        """Return what the store can answer exactly; None for anything else."""
        match found:
            case And(left, right):
                parts = self.translate(left), self.translate(right)
                return None if None in parts else All(tuple(part for part in parts if part is not None))
            case Or(left, right):
                parts = self.translate(left), self.translate(right)
                return None if None in parts else Any(tuple(part for part in parts if part is not None))
            case Not(part):
                inner = self.translate(part)
                return None if inner is None else Neither(inner)
            case Comparison(path, operator, value):
                return self.translate_comparison(path, operator, value)
            case Within(path, Comparison(inner, operator, value)) if inner.sub is None:
                joined = AttributePath(path.name, inner.name, path.schema)
                is_group = self.name(joined) == "groups.value" and operator is Operator.EQ
                return self.translate_comparison(joined, operator, value) if is_group else None
            case Within() | Present():
                return None

    def translate_comparison(self, path: AttributePath, operator: Operator, value: object) -> Where | None:
        """Return the condition on one attribute, or None."""
        name = self.name(path)
        if name in GROUPS and operator is Operator.EQ and isinstance(value, str):
            return InGroup(value)
        field, operators = EXACT.get(name, (None, frozenset[Operator]()))
        place = self.kind.find(path)
        if field is None or operator not in operators or place is None or value is None:
            return None
        return self.compare(field, place.leaf, operator, value)

    def compare(self, field: Field, leaf: Attribute, operator: Operator, value: object) -> Where:
        """Return the condition on a field. Raises Fault when the value is of another type."""
        wanted = read_wanted(leaf, operator, value)  # type: ignore[arg-type]  # it came from a filter
        if operator is Operator.NE:
            return Neither(self.compare(field, leaf, Operator.EQ, value))
        if field is not Field.USERNAME:
            exact = value if isinstance(value, str) and not isinstance(wanted, datetime) else wanted
            return Compared(field, operator, exact)
        folded = normalize("NFC", normalize("NFKC", str(value)).casefold())
        named = Compared(field, operator, folded) if folded else NOBODY
        if self.sees_protected:
            return named
        return All((named, Compared(Field.IS_PROTECTED, Operator.EQ, False)))

    def narrow(self, found: Filter) -> Iterator[Where]:
        """Yield what the store can narrow people down by, all of whom are judged afterwards."""
        match found:
            case Comparison(path, operator, str(value)) if operator in NARROWING and value:
                text = LOOSE.get(self.name(path))
                if text is not None:
                    yield Perhaps(text, operator, value, or_protected=not self.sees_protected)
            case Within(path, inner):
                for part in list_conjuncts(inner):
                    if isinstance(part, Comparison) and part.path.sub is None:
                        joined = AttributePath(path.name, part.path.name, path.schema)
                        yield from self.narrow(Comparison(joined, part.operator, part.value))
            case _:
                return

    def name(self, path: AttributePath) -> str:
        """Return the attribute's name as the schemas write it; empty for none."""
        place = self.kind.find(path)
        return "" if place is None else name_place(place)


def name_place(place: Place) -> str:
    """Return the attribute, and the part of it that is meant."""
    return place.attribute.name if place.sub is None else f"{place.attribute.name}.{place.sub.name}"


def list_conjuncts(found: Filter) -> Iterator[Filter]:
    """Yield the parts that must all hold."""
    if isinstance(found, And):
        yield from list_conjuncts(found.left)
        yield from list_conjuncts(found.right)
    else:
        yield found
