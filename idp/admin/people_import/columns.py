"""What the columns of a file are called, in Swedish, English and Finnish."""

from dataclasses import dataclass
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
LANGUAGES: Final = ("sv", "en", "fi")
CALLED: Final[dict[Column, dict[str, tuple[str, ...]]]] = {
    Column.REALM: {"sv": ("katalog",), "en": ("directory", "realm"), "fi": ("hakemisto",)},
    Column.USERNAME: {
        "sv": ("användarnamn", "inloggningsnamn"),
        "en": ("username", "user name"),
        "fi": ("käyttäjätunnus", "käyttäjänimi"),
    },
    Column.GIVEN_NAME: {"sv": ("förnamn",), "en": ("given name", "first name"), "fi": ("etunimi",)},
    Column.FAMILY_NAME: {
        "sv": ("efternamn",),
        "en": ("family name", "last name", "surname"),
        "fi": ("sukunimi",),
    },
    Column.NAME: {
        "sv": ("visningsnamn", "namn"),
        "en": ("display name", "name"),
        "fi": ("näyttönimi", "nimi"),
    },
    Column.EMAIL: {
        "sv": ("e-post", "epost", "e-postadress"),
        "en": ("email", "e-mail"),
        "fi": ("sähköposti", "sähköpostiosoite"),
    },
    Column.GROUPS: {"sv": ("grupper",), "en": ("groups",), "fi": ("ryhmät",)},
    Column.UNIT: {
        "sv": ("enhet", "arbetsplats"),
        "en": ("unit", "department"),
        "fi": ("yksikkö", "työpaikka"),
    },
    Column.TITLE: {"sv": ("titel", "befattning"), "en": ("title",), "fi": ("nimike", "tehtävä")},
    Column.EMPLOYEE_ID: {
        "sv": ("anställningsnummer", "anställnings-id"),
        "en": ("employee number", "employee id"),
        "fi": ("työsuhdenumero", "henkilöstönumero"),
    },
    Column.EXTERNAL_ID: {"sv": ("externt id",), "en": ("external id",), "fi": ("ulkoinen tunnus",)},
    Column.PERSONAL_NUMBER: {"sv": ("personnummer",), "en": ("personal number",), "fi": ("henkilötunnus",)},
    Column.COORDINATION_NUMBER: {
        "sv": ("samordningsnummer",),
        "en": ("coordination number",),
        "fi": ("koordinointinumero",),
    },
    Column.IS_PROTECTED: {
        "sv": ("skyddad", "skyddad identitet", "skyddade personuppgifter"),
        "en": ("protected",),
        "fi": ("suojattu", "turvakielto"),
    },
    Column.ALIAS: {"sv": ("alias",), "en": ("alias",), "fi": ("peitenimi",)},
    Column.EXPIRES_AT: {
        "sv": ("sista dag", "anställd till"),
        "en": ("last day", "employed until"),
        "fi": ("viimeinen päivä", "työsuhde päättyy"),
    },
    Column.IS_ACTIVE: {"sv": ("aktiv",), "en": ("active",), "fi": ("aktiivinen",)},
}
"""The names of each column by language; the first of each language is the one that we write."""

BY_NAME: Final = {
    name: column for column, called in CALLED.items() for names in called.values() for name in names
}


@dataclass(frozen=True, slots=True)
class Called:
    """What a column is called in the reader's language, and every other heading that means the same."""

    name: str
    others: tuple[str, ...]


def list_called(language: str) -> dict[Column, Called]:
    """Return what the columns are called in a language, in Swedish where there are no names in it."""
    return {column: _call(called, language) for column, called in CALLED.items()}


def _call(called: dict[str, tuple[str, ...]], language: str) -> Called:
    name = called.get(language, called["sv"])[0]
    every = dict.fromkeys(other for names in called.values() for other in names)
    return Called(name, tuple(other for other in every if other != name))


def find_column(heading: str) -> Column | None:
    """Return the column of this heading, whatever its case and the sign between its words; None for an unknown one."""
    plain = " ".join(heading.strip().casefold().replace("_", " ").split())
    return BY_NAME.get(plain)
