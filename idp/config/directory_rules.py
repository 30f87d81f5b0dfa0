"""What the settings about directories must hold beyond types and ranges."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from idp.config.addresses import is_loopback_host
from idp.config.problems import Fault

Values = Mapping[str, Any]

REALMS: Final = ("adm", "skola")
NEEDED: Final = ("servers", "bind_dn", "password_file", "base")
ATTRIBUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def each_ldap(values: Values) -> Iterator[str]:
    """Yield the key prefix of each realm that is kept in a directory of the municipality's."""
    for realm in REALMS:
        if values.get(f"directories.{realm}.kind") == "ldap":
            yield f"directories.{realm}."


def directory_is_whole(values: Values) -> Iterator[Fault]:
    """An LDAP directory has servers, a service account and a base."""
    for prefix in each_ldap(values):
        for name in NEEDED:
            if prefix + name in values and not values[prefix + name]:
                yield Fault(prefix + name, f"{prefix}{name} is missing", f"write {name} = …")


def directory_is_protected(values: Values) -> Iterator[Fault]:
    """Passwords reach a directory encrypted; in clear they never leave this machine."""
    for prefix in each_ldap(values):
        for written in values.get(f"{prefix}servers", ()):
            scheme, host = read_place(written)
            if scheme not in {"ldap", "ldaps"} or not host:
                what = f"{written!r} is no address of a directory server"
                yield Fault(f"{prefix}servers", what, 'write "ldaps://dc1.example"')
            elif (
                scheme == "ldap" and not values.get(f"{prefix}start_tls", True) and not is_loopback_host(host)
            ):
                what = f"passwords would go to {host} in clear"
                yield Fault(f"{prefix}start_tls", what, "write true, or ldaps://…")


def read_place(written: str) -> tuple[str, str]:
    """Return scheme and host of a server's URL; empty text for one that holds more, or cannot be read."""
    try:
        parts = urlsplit(written)
        has_more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
        _ = parts.port
    except ValueError:
        return "", ""
    return ("", "") if has_more else (parts.scheme, parts.hostname or "")


def directory_names_attributes(values: Values) -> Iterator[Fault]:
    """Attributes are names, and the filter is a filter: both go into questions as they are written."""
    for prefix in each_ldap(values):
        for key, written in values.items():
            if key.startswith(f"{prefix}attributes.") and written and not ATTRIBUTE.fullmatch(written):
                yield Fault(key, f"{written!r} is no attribute", 'write a name such as "mail"')
        key = f"{prefix}user_filter"
        if not is_one_filter(values.get(key, "(objectClass=user)")):
            yield Fault(key, "this is no LDAP filter", 'write one as in "(objectClass=user)"')


def is_one_filter(written: str) -> bool:
    """Say whether the text is in one pair of parentheses, so that what is put beside it stays beside it.

    Within a filter a parenthesis that means itself is written as a number (RFC 4515, section 3).
    """
    depth = 0
    for place, mark in enumerate(written):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if depth <= 0 and place < len(written) - 1:
            return False
    return depth == 0 and written.endswith(")") and written.isprintable()


def throttle_trips_first(values: Values) -> Iterator[Fault]:
    """Our limit is lower than the directory's, so that nobody on the Internet locks an employee's computer."""
    failures = values.get("passwords.failures", 0)
    for prefix in each_ldap(values):
        key = f"{prefix}lockout_threshold"
        threshold = values.get(key)
        if threshold is not None and failures >= threshold:
            what = f"the directory locks an account after {threshold} wrong passwords, and we stop after {failures}"
            yield Fault(
                key, what, f"write passwords.failures = {max(3, threshold - 1)} or less, or raise theirs"
            )


def answer_fits_the_whole(values: Values) -> Iterator[Fault]:
    """One answer takes no longer than everything may."""
    for prefix in each_ldap(values):
        answer, whole = values.get(f"{prefix}answer_seconds", 0), values.get(f"{prefix}whole_seconds", 60)
        if answer > whole:
            yield Fault(
                f"{prefix}answer_seconds", f"{answer} is longer than the whole", f"write at most {whole}"
            )


def personal_number_is_no_key(values: Values) -> Iterator[Fault]:
    """The stable key is no personal number: people change theirs."""
    for prefix in each_ldap(values):
        key, number = values.get(f"{prefix}attributes.key"), values.get(f"{prefix}attributes.personal_number")
        if key and number and key.lower() == number.lower():
            what = f"{key} is the personal number, which can change"
            yield Fault(f"{prefix}attributes.key", what, 'write "objectGUID" or "entryUUID"')


DIRECTORY_RULES: Final[tuple[Callable[[Values], Iterator[Fault]], ...]] = (
    directory_is_whole,
    directory_is_protected,
    directory_names_attributes,
    throttle_trips_first,
    answer_fits_the_whole,
    personal_number_is_no_key,
)
