"""What the columns of a file are called, in Swedish and in English."""

from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """What a column says. A column that a file does not have leaves things as they are."""

    REALM = "realm"
    USERNAME = "username"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    NAME = "name"
    EMAIL = "email"
    GROUPS = "groups"
    UNIT = "unit"
    TITLE = "title"
    EMPLOYEE_ID = "employee_id"
    EXTERNAL_ID = "external_id"
    PERSONAL_NUMBER = "personal_number"
    COORDINATION_NUMBER = "coordination_number"
    IS_PROTECTED = "is_protected"
    ALIAS = "alias"
    EXPIRES_AT = "expires_at"
    IS_ACTIVE = "is_active"


NEEDED: Final = (Column.USERNAME,)
CALLED: Final[dict[Column, tuple[str, ...]]] = {
    Column.REALM: ("katalog", "realm", "directory"),
    Column.USERNAME: ("användarnamn", "username", "user name", "inloggningsnamn"),
    Column.GIVEN_NAME: ("förnamn", "given name", "first name"),
    Column.FAMILY_NAME: ("efternamn", "family name", "last name", "surname"),
    Column.NAME: ("visningsnamn", "namn", "display name", "name"),
    Column.EMAIL: ("e-post", "epost", "e-postadress", "email", "e-mail"),
    Column.GROUPS: ("grupper", "groups"),
    Column.UNIT: ("enhet", "arbetsplats", "unit", "department"),
    Column.TITLE: ("titel", "befattning", "title"),
    Column.EMPLOYEE_ID: ("anställningsnummer", "anställnings-id", "employee number", "employee id"),
    Column.EXTERNAL_ID: ("externt id", "external id"),
    Column.PERSONAL_NUMBER: ("personnummer", "personal number"),
    Column.COORDINATION_NUMBER: ("samordningsnummer", "coordination number"),
    Column.IS_PROTECTED: ("skyddad", "skyddad identitet", "skyddade personuppgifter", "protected"),
    Column.ALIAS: ("alias",),
    Column.EXPIRES_AT: ("sista dag", "anställd till", "last day", "employed until"),
    Column.IS_ACTIVE: ("aktiv", "active"),
}
"""The names of each column, the first of which is the Swedish one that we write."""

BY_NAME: Final = {name: column for column, names in CALLED.items() for name in names}


def find_column(heading: str) -> Column | None:
    """Return the column of this heading, whatever its case and the sign between its words; None for an unknown one."""
    plain = " ".join(heading.strip().casefold().replace("_", " ").split())
    return BY_NAME.get(plain)
