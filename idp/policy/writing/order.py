"""The order of zones or levels, weakest first: one of them moved in a policy's text."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from idp.policy.writing.put import put
from idp.policy.writing.rule import prove, read_document


def place_above(order: Sequence[str], name: str, below: str) -> tuple[str, ...]:
    """Return the order with `name` next above `below`, or as the weakest of all for a `below` that is not in it."""
    others = [one for one in order if one != name]
    place = others.index(below) + 1 if below in others else 0
    return (*others[:place], name, *others[place:])


def find_below(order: Sequence[str], name: str) -> str:
    """Return what is next weaker to `name`; "" for the weakest."""
    return ("", *order)[order.index(name)]


def write_order(text: str, kind: str, order: Sequence[str]) -> str | None:
    """Return the text with the order of a kind; None when it is laid out so that only a person can write in it."""
    wanted: Any = deepcopy(read_document(text))
    if wanted is None or not isinstance(wanted.get(kind), dict):
        return None
    if wanted[kind].get("order") == list(order):
        return text
    wanted[kind]["order"] = list(order)
    return prove(put(text, (kind,), "order", list(order)), wanted)
