"""What a claim is: its name, what it tells about, where it is read from, which scopes bring it, and where it is put."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from idp.oidc.organisation import Organisation
from idp.people.person import Person


class About(StrEnum):
    """What a claim tells about. People are told by these words what an application learns."""

    SUBJECT = "subject"
    NAME = "name"
    USERNAME = "username"
    MAIL = "mail"
    BIRTH = "birth"
    NUMBER = "number"
    EMPLOYMENT = "employment"
    UNIT = "unit"
    DETAILS = "details"
    SIGN_IN = "sign_in"


class Place(StrEnum):
    """Where a claim is put when a scope brings it."""

    USERINFO = "userinfo"
    BOTH = "both"
    ID_TOKEN = "id_token"  # noqa: S105 - a place


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a claim may be read from: the person as the application may know them, their employer, the sign-in.

    `subject` is who the person is to the application. `authn_provider` is the URI of the level they signed in with.
    `credential_ends_at` is when what they signed in with stops working, None when that is not known.
    """

    person: Person
    organisation: Organisation
    subject: str = ""
    authn_provider: str = ""
    credential_ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `read` returns None or an empty text for what is not known: the claim is then left out.

    `scopes` are those that bring it; without any, an application has to ask for it by name. `is_identifier` marks
    what names one person: an application may demand that somebody with a certain value signs in.
    """

    name: str
    about: About
    read: Callable[[Facts], Any]
    scopes: tuple[str, ...] = ()
    place: Place = Place.USERINFO
    is_identifier: bool = False
