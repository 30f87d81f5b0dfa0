"""Finds a person's groups and gives them the policy's names."""

from collections.abc import Iterable, Mapping
from typing import Final

from idp.config.sections.directories import Directory
from idp.config.sections.directories import Groups as GroupSettings
from idp.people.ldap.connection import Connection
from idp.people.ldap.entry import Entry
from idp.people.ldap.names import Name, first_value, is_within, read_name
from idp.people.ldap.queries import in_chain, with_members

MOST_GROUPS: Final = 1000
"""More than these are not read; Active Directory itself stops at 1 015."""
DEEPEST: Final = 10
"""Levels of nesting that are walked."""
AT_ONCE: Final = 50
"""Groups whose parents are asked for in one search."""


def find_groups(connection: Connection, person: Entry, settings: Directory) -> frozenset[str]:
    """Return the person's groups by the policy's names. Raises Down and TooMany."""
    base = settings.groups.base or settings.base or ""
    match settings.groups.nested:
        case "chain":
            held = [entry.dn for entry in connection.search(base, in_chain(person.dn), ["cn"], MOST_GROUPS)]
        case "walk":
            held = walk(connection, person.dn, base)
        case "off":
            held = list(person.texts("memberOf"))
    return name_groups((dn for dn in held if is_within(dn, base)), settings.groups)


def walk(connection: Connection, dn: str, base: str) -> list[str]:
    """Return the DNs of every group that holds the entry, level by level; a loop ends because nothing is asked twice."""
    seen: dict[Name, str] = {}
    level = [dn]
    for _ in range(DEEPEST):
        above: list[str] = []
        for start in range(0, len(level), AT_ONCE):
            asked = with_members(level[start : start + AT_ONCE])
            above += [entry.dn for entry in connection.search(base, asked, ["cn"], MOST_GROUPS)]
        level = [found for found in dict.fromkeys(above) if read_name(found) not in seen]
        seen |= {read_name(found): found for found in level}
        if not level or len(seen) > MOST_GROUPS:
            break
    return list(seen.values())


def name_groups(dns: Iterable[str], settings: GroupSettings) -> frozenset[str]:
    """Return what the policy calls the groups with these DNs.

    With `names` only those in it count, by whole DN or by name. Otherwise a group is called by its name in small
    letters, without the prefix that says that it is ours.
    """
    named = read_names(settings.names or {})
    prefix = (settings.strip_prefix or "").casefold()
    found = set()
    for dn in dns:
        called = first_value(dn).casefold()
        mapped = named.get(read_name(dn)) or named.get(called)
        if mapped:
            found.add(mapped)
        elif called.startswith(prefix) and (prefix or not named):
            found.add(called.removeprefix(prefix))
    return frozenset(found - {""})


def read_names(names: Mapping[str, str]) -> Mapping[Name | str, str]:
    """Return the configured names by what they are looked up with: a DN's parts, or a name in small letters."""
    return {read_name(key) if "=" in key else key.casefold(): value for key, value in names.items()}
