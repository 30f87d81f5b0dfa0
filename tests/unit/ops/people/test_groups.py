"""The operator puts people into groups at the same desk as the REST API, and nobody is locked out by mistake."""

import json

import pytest

from tests.unit.ops.conftest import Run
from tests.unit.ops.test_last_administrator import add

WHOM = ("astlun001", "--realm", "adm")


@pytest.fixture
def staffed(installed: Run) -> Run:
    """The one administrator."""
    add(installed, "astlun001", "idp-admin", "chefer")
    return installed


def test_groups_are_shown_joined_and_left_and_recorded(staffed: Run) -> None:
    assert staffed("people", "groups", *WHOM).out == "chefer\nidp-admin\n"
    said = staffed(
        "people", "groups", *WHOM, "--join", "ekonomi", "--join", "idp-admin", "--leave", "chefer", "--json"
    )
    assert json.loads(said.out) == {
        "groups": ["ekonomi", "idp-admin"],
        "joined": ["ekonomi"],
        "left": ["chefer"],
    }
    for kind in ("person.changed", "person.opened"):
        assert kind in staffed("audit", "search", "--kind", kind).out
    shown = staffed("people", "groups", *WHOM, "--leave", "chefer")
    assert (shown.out, shown.err) == ("ekonomi\nidp-admin\n", "")


def test_the_last_administrator_is_not_taken_out_by_mistake(staffed: Run) -> None:
    said = staffed("people", "groups", *WHOM, "--leave", "idp-admin")
    assert (said.code, "nobody else is an administrator" in said.err) == (2, True)
    assert "idp-admin" in staffed("people", "groups", *WHOM).out
    assert staffed("people", "groups", *WHOM, "--leave", "idp-admin", "--even-the-last").out == "chefer\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--join", " "), "printable characters"),
        (("--join", "a", "--leave", "a"), "joined and left at once"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(staffed: Run, words: tuple[str, ...], told: str) -> None:
    said = staffed("people", "groups", *WHOM, *words)
    assert (said.code, told in said.err) == (2, True)
    assert staffed("people", "groups", *WHOM).out == "chefer\nidp-admin\n"
