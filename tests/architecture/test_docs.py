"""What the documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("keys/*.md")))
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)")
SOURCE = re.compile(r"`((?:idp|clients|tests|templates|requirements)/[\w./-]+\.\w+)`")


def names_of(documents: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in documents]


@pytest.mark.parametrize("document", DOCUMENTS, ids=names_of(DOCUMENTS))
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=names_of(DOCUMENTS))
def test_every_source_file_named_exists(document: Path) -> None:
    named = SOURCE.findall(document.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_architecture_lists_at_least_one_file_of_every_room() -> None:
    listed = set(SOURCE.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8")))
    rooms = {path.name for path in (ROOT / "idp").iterdir() if (path / "__init__.py").exists()}
    shown = {Path(name).parts[1] for name in listed}
    assert rooms - shown == set()


def test_the_architecture_tells_each_rule_once() -> None:
    lines = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").splitlines()
    rules = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and "`idp/" in line]
    assert sorted(set(rules)) == sorted(rules)
