"""Puts what a policy file names in the order it says."""

import re
from collections.abc import Mapping
from typing import Final, TypeVar

from idp.policy.reading.fields import Fields

NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")

Item = TypeVar("Item")


def read_order(fields: Fields, order: tuple[str, ...], items: Mapping[str, Item]) -> tuple[Item, ...]:
    """Return the items as `order` has them; note what is in only one of the two."""
    for name in order:
        if name not in items:
            fields.note_unknown(
                "order", f"names {name!r}, which has no table", name, tuple(items), "order_unknown"
            )
    for name in items:
        check_name(fields, name)
        if name not in order:
            fields.note(
                "order",
                f"leaves {name!r} out",
                f"put {name!r} in its place, weakest first",
                "order_lacks",
                name=name,
            )
    if not items:
        fields.note(None, "is empty", "write at least one table below it", "no_table")
    return tuple(items[name] for name in order if name in items)


def check_name(fields: Fields, name: str) -> None:
    """Note a name that could not stand in a URL as it is."""
    if not NAME.fullmatch(name):
        fields.note(
            name,
            "has a name that will not do",
            "use a–z, 0–9 and hyphens, a letter first, 40 at most",
            "bad_name",
            name=name,
        )
