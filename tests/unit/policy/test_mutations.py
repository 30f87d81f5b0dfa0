"""No key of the demo policy is idle: without any one of them the policy is refused, or does something else."""

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from idp.policy.loading import parse_policy
from idp.policy.problems import PolicyError
from tests.unit.policy.demo import POLICY, TEXT
from tests.unit.policy.portrait import paint

Path = tuple[str | int, ...]
DOCUMENT = tomllib.loads(TEXT)
PORTRAIT = paint(POLICY)


def list_paths(node: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything that can be left out: each key, and each item of each list."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in children:
        yield (*path, step)
        yield from list_paths(child, (*path, step))


def leave_out(path: Path) -> dict[str, Any]:
    """Return the document without what stands at the path."""
    document = node = deepcopy(DOCUMENT)
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return document


def write_toml(document: dict[str, Any]) -> str:
    """Return a document as TOML, one line for each key at the top."""
    return "\n".join(f"{json.dumps(key)} = {write_value(value)}" for key, value in document.items())


def write_value(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {write_value(item)}" for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def test_the_document_written_anew_is_the_same_policy() -> None:
    assert paint(parse_policy(write_toml(DOCUMENT), "policy.toml")) == PORTRAIT


@pytest.mark.parametrize("path", list(list_paths(DOCUMENT)), ids=lambda path: ".".join(map(str, path)))
def test_leaving_this_out_is_refused_or_changes_what_the_policy_does(path: Path) -> None:
    try:
        policy = parse_policy(write_toml(leave_out(path)), "policy.toml")
    except PolicyError:
        return
    assert paint(policy) != PORTRAIT


def list_swaps() -> Iterator[tuple[str, int]]:
    for table in ("levels", "zones"):
        for place in range(len(DOCUMENT[table]["order"]) - 1):
            yield table, place


@pytest.mark.parametrize(("table", "place"), list(list_swaps()))
def test_swapping_two_neighbours_of_an_order_is_refused_or_changes_what_the_policy_does(
    table: str, place: int
) -> None:
    document = deepcopy(DOCUMENT)
    order = document[table]["order"]
    order[place], order[place + 1] = order[place + 1], order[place]
    try:
        policy = parse_policy(write_toml(document), "policy.toml")
    except PolicyError:
        return
    assert paint(policy) != PORTRAIT
