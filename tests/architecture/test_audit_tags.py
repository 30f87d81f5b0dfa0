"""Every event there is a tag for is recorded somewhere: a tag nobody uses promises what does not happen."""

import ast
from pathlib import Path

from idp.audit.events import Tag
from tests.architecture.sources import list_modules, parse


def list_used() -> set[str]:
    return {
        node.attr
        for module in list_modules()
        if module != Path("idp/audit/events.py")
        for node in ast.walk(parse(module))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Tag"
    }


def test_every_event_tag_is_recorded() -> None:
    assert {tag.name for tag in Tag} - list_used() == set()
