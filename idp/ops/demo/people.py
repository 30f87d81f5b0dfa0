"""The demonstration's people, read from people.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct, convert

FILE: Final = Path(__file__).parent / "people.toml"


class DemoPerson(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to sign in as: what they have registered, and what is special about them."""

    name: tuple[str, str]
    """Given name and family name."""
    unit: str
    title: str
    groups: tuple[str, ...] = ()
    usual: bool = True
    """In the realm's usual groups."""
    numbers: tuple[str, ...] = ()
    """Mobile numbers in E.164."""
    app: bool = False
    """Has an authenticator app."""
    mailbox: bool = True
    protected: bool = False
    alias: str | None = None
    """The name others see of somebody protected."""
    personal_number: str | None = None
    """One of Skatteverket's published test numbers."""
    employee_id: str | None = None
    locked: bool = False
    expired_password: bool = False
    days_left: int | None = None
    """Days until the employment ends."""


class Town(Struct, frozen=True, forbid_unknown_fields=True):
    """Everybody, by realm and username, with the password they all have."""

    password: str
    usual_groups: dict[str, tuple[str, ...]]
    adm: dict[str, DemoPerson]
    skola: dict[str, DemoPerson]

    @property
    def everybody(self) -> tuple[tuple[str, str, DemoPerson], ...]:
        """Realm, username and person of everybody."""
        realms = {"adm": self.adm, "skola": self.skola}
        return tuple(
            (realm, name, person) for realm, people in realms.items() for name, person in people.items()
        )

    def groups_of(self, realm: str, person: DemoPerson) -> frozenset[str]:
        """Return every group a person is in."""
        return frozenset(person.groups + (self.usual_groups[realm] if person.usual else ()))


@cache
def load_town() -> Town:
    """Read the file."""
    return convert(tomllib.loads(FILE.read_text(encoding="utf-8")), Town)


def mail_address(realm: str, username: str, person: DemoPerson) -> str | None:
    """Return where codes and notices for the person arrive; None for one without a mailbox."""
    place = "havsvik.example" if realm == "adm" else "skola.havsvik.example"
    return f"{username}@{place}" if person.mailbox else None
