"""The questions put to a directory, as filters in which nothing typed by anybody means anything."""

from collections.abc import Iterable, Sequence
from typing import Final

from ldap.filter import escape_filter_chars

from idp.config.sections.directories import Directory

MEMBER_IN_CHAIN: Final = "member:1.2.840.113556.1.4.1941:"
"""LDAP_MATCHING_RULE_IN_CHAIN: Active Directory walks nested groups itself."""

STANDING: Final = (
    "userAccountControl", "accountExpires", "msDS-UserPasswordExpiryTimeComputed", "pwdLastSet", "whenChanged",
    "pwdAccountLockedTime", "pwdChangedTime", "modifyTimestamp", "nsAccountLock", "memberOf",
)  # fmt: skip
"""What tells whether an account may be used; no directory has them all."""


def by_username(settings: Directory, username: str) -> str:
    """Return the filter for one username."""
    return f"(&{settings.user_filter}({settings.attributes.username}={escape_filter_chars(username)}))"


def by_words(settings: Directory, words: Iterable[str]) -> str:
    """Return the filter for everybody of whom each word begins a name, the username, the employment or the address."""
    mapped = settings.attributes
    named = (
        mapped.username, mapped.name, mapped.given_name, mapped.family_name, mapped.email, mapped.employee_id,
        mapped.alias,
    )  # fmt: skip
    begin = (
        "".join(f"({attribute}={escape_filter_chars(word)}*)" for attribute in named if attribute)
        for word in words
    )
    return f"(&{settings.user_filter}{''.join(f'(|{either})' for either in begin)})"


def by_key(settings: Directory, key: bytes) -> str:
    """Return the filter for one stable key."""
    return f"(&{settings.user_filter}{match_key(settings, key)})"


def by_keys(settings: Directory, keys: Iterable[bytes]) -> str:
    """Return the filter for everybody who has one of these stable keys."""
    return f"(&{settings.user_filter}(|{''.join(match_key(settings, key) for key in keys)}))"


def match_key(settings: Directory, key: bytes) -> str:
    """Return the part of a filter that a key matches, written byte by byte: Active Directory's is no text."""
    written = (
        "".join(f"\\{byte:02x}" for byte in key) if is_binary(settings) else escape_filter_chars(key.decode())
    )
    return f"({settings.attributes.key}={written})"


def is_binary(settings: Directory) -> bool:
    """Say whether the key is bytes rather than text."""
    return settings.attributes.key.lower() == "objectguid"


def in_chain(dn: str) -> str:
    """Return the filter for every group that holds the person, however deep."""
    return f"({MEMBER_IN_CHAIN}={escape_filter_chars(dn)})"


def with_members(dns: Iterable[str]) -> str:
    """Return the filter for the groups that hold any of these directly."""
    held = "".join(f"({kind}={escape_filter_chars(dn)})" for dn in dns for kind in ("member", "uniqueMember"))
    return f"(|{held})"


def attributes_of(settings: Directory) -> Sequence[str]:
    """Return every attribute that is read of a person."""
    mapped = settings.attributes
    named = (getattr(mapped, field) for field in mapped.__struct_fields__)
    return tuple(dict.fromkeys((*(name for name in named if name), *STANDING)))
