"""Compares distinguished names as directories do: by parts, whatever their letters' case and spacing."""

from typing import Final

from ldap import DECODING_ERROR, DN_FORMAT_LDAPV3
from ldap.dn import str2dn

Name = tuple[tuple[tuple[str, str], ...], ...]

NOWHERE: Final[Name] = ((("", ""),),)
"""What no entry is below."""


def read_name(dn: str) -> Name:
    """Return a DN as comparable parts, the innermost first; `NOWHERE` for what is no DN."""
    try:
        parts = str2dn(dn, DN_FORMAT_LDAPV3)
    except DECODING_ERROR:
        return NOWHERE
    return tuple(
        tuple(sorted((kind.lower(), " ".join(value.casefold().split())) for kind, value, _ in part))
        for part in parts
    )


def is_within(dn: str, base: str) -> bool:
    """Say whether a DN is the base or below it. An empty base holds nothing."""
    inner, outer = read_name(dn), read_name(base)
    return bool(outer) and NOWHERE not in (inner, outer) and inner[-len(outer) :] == outer


def first_value(dn: str) -> str:
    """Return the value of the innermost part, such as a group's name; empty for what is no DN."""
    try:
        parts = str2dn(dn, DN_FORMAT_LDAPV3)
    except DECODING_ERROR:
        return ""
    return str(parts[0][0][1]) if parts else ""
