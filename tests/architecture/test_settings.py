"""docs/operating.md names every setting with its default and range, and none that does not exist."""

import re

import pytest
from msgspec import NODEFAULT

from idp.config.keys import Leaf, list_keys
from idp.config.ranges import RANGES
from tests.architecture.sources import ROOT

ROW = re.compile(r"^\| `([a-z0-9_.]+)` \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
DOCUMENTED = {
    row[0]: row[1:] for row in ROW.findall((ROOT / "docs/operating.md").read_text(encoding="utf-8"))
}
LEAVES = {key: leaf for key, leaf in list_keys().items() if isinstance(leaf, Leaf)}


def write_default(leaf: Leaf) -> str:
    if leaf.default is NODEFAULT:
        return "required"
    if leaf.default is None or leaf.default == ():
        return "–"
    if isinstance(leaf.default, tuple):
        return f"`{', '.join(map(str, leaf.default))}`"
    return f"`{str(leaf.default).lower() if isinstance(leaf.default, bool) else leaf.default}`"


def write_range(key: str) -> str:
    return "{}–{}".format(*RANGES[key]) if key in RANGES else "–"


def test_exactly_the_settings_there_are_are_documented() -> None:
    assert DOCUMENTED.keys() == LEAVES.keys()


@pytest.mark.parametrize("key", LEAVES)
def test_a_setting_is_documented_as_it_is(key: str) -> None:
    default, bounds, sentence = DOCUMENTED[key]
    assert (default, bounds) == (write_default(LEAVES[key]), write_range(key))
    assert sentence.endswith(".")
