"""What a store is asked for: conditions on what it keeps, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.admin.scim.filter import Operator


class Field(StrEnum):
    """What can be asked for exactly: the answer is the same in every database."""

    PERSON_ID = "person_id"
    EXTERNAL_ID = "external_id"
    USERNAME = "canonical_username"
    EMPLOYEE_ID = "employee_id"
    REALM = "realm"
    IS_ACTIVE = "is_active"
    IS_PROTECTED = "is_protected"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


class Loose(StrEnum):
    """Texts that are only narrowed down by the store: the alphabet's case is no database's strength."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    EMAIL = "email"
    TITLE = "title"
    UNIT = "unit"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Compared:
    """The field compares so with the value; None for `eq` means that there is none. Never unknown, always yes or no."""

    field: Field
    operator: Operator
    value: str | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Everybody whose text may hold the value so, and maybe others. Protected people are among them if `or_protected`."""

    text: Loose
    operator: Operator
    value: str
    or_protected: bool


@dataclass(frozen=True, slots=True)
class InGroup:
    """The person is in the group with this id."""

    group_id: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts, always."""

    parts: tuple["Where", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """One of the parts holds; without parts, never."""

    parts: tuple["Where", ...] = ()


@dataclass(frozen=True, slots=True)
class Neither:
    """The part does not hold."""

    part: "Where"


Where = Compared | Perhaps | InGroup | All | Any | Neither
EVERYBODY = All()
NOBODY = Any()


@dataclass(frozen=True, slots=True)
class Order:
    """By which field, and whether the highest comes first. Ties are broken by the id."""

    field: Field | Loose = Field.PERSON_ID
    is_descending: bool = False
