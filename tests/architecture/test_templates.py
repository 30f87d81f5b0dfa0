"""Templates name nothing that there is not: in a branch that is seldom taken nobody would notice before it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from tests.architecture.sources import ROOT

BY_NAME = {"map": "filters", "select": "tests", "reject": "tests"}
"""Filters whose first argument is the name of another, or of a test."""
BY_ATTRIBUTE = ("selectattr", "rejectattr")
"""Filters whose second argument is the name of a test."""


def list_named(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of each filter and test that a template uses."""
    for test in tree.find_all(nodes.Test):
        yield "tests", test.name
    for one in tree.find_all(nodes.Filter):
        yield "filters", one.name
        arguments = [argument.value for argument in one.args if isinstance(argument, nodes.Const)]
        if one.name in BY_NAME and arguments:
            yield BY_NAME[one.name], arguments[0]
        if one.name in BY_ATTRIBUTE and len(arguments) > 1:
            yield "tests", arguments[1]


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_names_no_filter_or_test_that_there_is_not(application: Flask, path: Path) -> None:
    env: Environment = application.jinja_env
    known = {"filters": env.filters, "tests": env.tests}
    named = list_named(env.parse(path.read_text(encoding="utf-8")))
    assert [f"{name} ({kind})" for kind, name in named if name not in known[kind]] == []
