"""A text that is no TOML is placed, and each reason that the parser can give has a kind of its own."""

import ast
import inspect
import tomllib
from collections.abc import Iterator

import pytest

from idp.policy.reading.toml import BEYOND, ENDS, UNKNOWN, NotToml, name_kind, place_reason, read_toml

AT_THE_END = {"Expected ", "Unterminated string"}
"""What is told of the end of the text alone."""


def list_reasons() -> Iterator[str]:
    """Yield how each reason of this Python's parser begins, as its source has it."""
    parser = inspect.getmodule(tomllib.loads)
    assert parser is not None
    for node in ast.walk(ast.parse(inspect.getsource(parser))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("suffixed_err", "TOMLDecodeError"):
            texts = (
                one for argument in node.args for one in ast.walk(argument) if isinstance(one, ast.Constant)
            )
            yield from [one.value for one in texts if isinstance(one.value, str) and len(one.value) > 5][:1]


def find_fault(text: str) -> tuple[str, int, int]:
    """Return the kind and the place of what keeps a text from being TOML."""
    with pytest.raises(NotToml) as raised:
        read_toml(text)
    return raised.value.kind, raised.value.line, raised.value.column


def test_every_reason_of_the_parser_has_a_kind() -> None:
    reasons = set(list_reasons())
    assert len(reasons) > 15
    assert {one for one in reasons if name_kind(one) == UNKNOWN} <= AT_THE_END


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = 1\nb 2\n", ("toml_equals", 2, 3)),
        ('a = "x\nb = "y"\n', ("toml_quote", 1, 7)),
        ("a = 'x\nb = 'y'\n", ("toml_quote", 1, 7)),
        ("a = [\n1,\n[services.b]\n", ("toml_value", 3, 2)),
        ("a = [1", (ENDS, 1, 7)),
        ("a = 'x", (ENDS, 1, 7)),
        ("a = '''x\n\n", (ENDS, 2, 1)),
        (f"a = {'[' * 5000}", (BEYOND, 1, 1)),
        (f"a = {'1' * 5000}\n", (BEYOND, 1, 1)),
    ],
)
def test_a_fault_is_placed(text: str, fault: tuple[str, int, int]) -> None:
    assert find_fault(text) == fault


def test_what_a_later_parser_says_is_placed_all_the_same() -> None:
    found = place_reason("Something new (at line 3, column 4)", "")
    assert (found.reason, found.kind, found.line, found.column) == ("Something new", UNKNOWN, 3, 4)
    assert place_reason("Nowhere", "a\nbc").line == 2
