"""docs/requirements.md names every requirement once, and only files and tests that there are."""

import ast
import re

import pytest

from tests.architecture.sources import ROOT

ROW = re.compile(r"^\| (R\d+) \| (.+?) \| (.+?) \| `(.+?)` \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs/requirements.md").read_text(encoding="utf-8"))


def test_every_requirement_has_one_row() -> None:
    assert [row[0] for row in ROWS] == [f"R{number}" for number in range(1, 50)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_a_row_names_what_is_there(row: tuple[str, str, str, str]) -> None:
    _, _, places, proof = row
    assert [place for place in re.findall(r"`(.+?)`", places) if not (ROOT / place).exists()] == []
    path, _, name = proof.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not name or name in names
