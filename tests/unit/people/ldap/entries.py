"""Settings and entries to judge, without a directory."""

from idp.config.sections.directories import Directory
from idp.people.ldap.entry import Entry

DN = "CN=Anna Elfström Lind,OU=Kommunservice,DC=havsvik,DC=example"


def settings(**changes: object) -> Directory:
    """Return the settings of an Active Directory."""
    return Directory(**({"kind": "ldap", "base": "DC=havsvik,DC=example"} | changes))  # type: ignore[arg-type]


def entry(dn: str = DN, **values: str | bytes | list[str]) -> Entry:
    """Return an entry with these values; `_` stands for the hyphen in an attribute's name."""
    return Entry(dn, {name.lower().replace("_", "-"): tuple(encode(held)) for name, held in values.items()})


def encode(held: str | bytes | list[str]) -> list[bytes]:
    """Return a value or several as a directory sends them."""
    if isinstance(held, bytes):
        return [held]
    return [value.encode() for value in ([held] if isinstance(held, str) else held)]
