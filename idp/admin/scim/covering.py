"""Keeps a PATCH from answering guesses about a protected person whom its caller may not see.

A path chooses among values by what is in them, and an operation finds the value that it adds or removes by comparing: what
comes of either would tell an address letter by letter, and leave no trace where a later operation is refused.
"""

from collections.abc import Mapping
from typing import Any, Final

from idp.admin.scim.attribute import Resource
from idp.admin.scim.patch import Change, apply_patch
from idp.admin.scim.resource_type import ResourceType
from idp.chance import Chance

COVERED: Final = ("emails", "phoneNumbers", "addresses")
"""The lists whose values are hidden with a protected identity."""

PLAIN: Final = frozenset({"type", "primary"})
"""Parts of a value that say nothing, and by which systems choose."""


def apply_unseen(
    resource: Resource, changes: tuple[Change, ...], kind: ResourceType, chance: Chance
) -> Resource:
    """Return the resource as it is after every operation; its hidden values equal nothing meanwhile. Raises Fault."""
    hidden: dict[str, str] = {}
    covered = {name: cover(resource[name], hidden, chance) for name in COVERED if name in resource}
    changed = apply_patch(resource | covered, changes, kind)
    return changed | {name: uncover(changed[name], hidden) for name in COVERED if name in changed}


def cover(values: list[Resource], hidden: dict[str, str], chance: Chance) -> list[Resource]:
    """Return the values with words that nobody can guess in the place of their texts, which `hidden` then holds."""

    def cover_part(name: str, part: Any) -> Any:
        if name in PLAIN:
            return part
        word = chance.token()
        hidden[word] = part
        return word

    return [{name: cover_part(name, part) for name, part in one.items()} for one in values]


def uncover(values: list[Resource], hidden: Mapping[str, str]) -> list[Resource]:
    """Return the values with their own texts."""
    return [{name: hidden.get(part, part) for name, part in one.items()} for one in values]
