"""Every page of the console has a counterpart in the REST API and on the command line, or a reason why not."""

import re
from collections.abc import Iterator

import click
import pytest
from flask import Flask

from idp.ops.command_line import idp
from tests.architecture.sources import ROOT

ORIGIN = "http://localhost:8000"
CODE = re.compile(r"`([^`]+)`")
LEAST_REASON = 8
"""Letters in a reason; less says nothing."""


def list_rows() -> list[tuple[str, str, str, str]]:
    """Return what, page, REST API and command line of each row."""
    lines = (ROOT / "docs/parity.md").read_text(encoding="utf-8").splitlines()
    cells = [tuple(map(str.strip, line.strip("|").split("|"))) for line in lines if line.startswith("| ")]
    return [cell for cell in cells[1:] if len(cell) == 4]


ROWS = list_rows()


def list_commands(command: click.Command = idp, words: str = "") -> Iterator[str]:
    """Yield every command with the words that lead to it."""
    if not isinstance(command, click.Group):
        yield words
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        further = command.get_command(context, name)
        assert further is not None
        yield from list_commands(further, f"{words} {name}".strip())


def test_each_page_has_one_row_and_no_row_is_for_what_is_gone(application: Flask) -> None:
    pages = {
        rule.rule
        for rule in application.url_map.iter_rules()
        if re.match(r"/(admin|helpdesk)(/|$)", rule.rule) and "/api/" not in rule.rule
    }
    listed = [page for _, cell, _, _ in ROWS for page in CODE.findall(cell)]
    assert len(listed) == len(set(listed))
    assert set(listed) == pages


def test_the_operations_and_commands_that_are_named_are_there(application: Flask) -> None:
    document = application.test_client().get("/admin/api/v1/openapi.json", base_url=ORIGIN).json
    assert document is not None
    operations = {one["operationId"] for path in document["paths"].values() for one in path.values()}
    assert {name for _, _, cell, _ in ROWS for name in CODE.findall(cell)} <= operations
    assert {name for _, _, _, cell in ROWS for name in CODE.findall(cell)} <= set(list_commands())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_has_no_counterpart_has_a_reason(row: tuple[str, str, str, str]) -> None:
    assert all(CODE.search(cell) or len(cell) >= LEAST_REASON for cell in row[1:])
