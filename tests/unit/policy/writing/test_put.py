"""One key of a policy's text is written otherwise, and nothing else of the text."""

import pytest

from idp.policy.writing.put import put

TEXT = """\
# Above.
[services.vab]
name = { sv = "Vab" }  # people's word
groups = [
  "alla",  # everybody we employ
  "vikarier",
]  # who
outside = "mail" # a "code" # by mail

[services.resor]
outside = "sms"
"""
VAB = ("services", "vab")


def test_a_value_is_replaced_and_the_comment_behind_it_stays() -> None:
    assert put(TEXT, VAB, "outside", "never") == TEXT.replace('"mail" #', '"never" #')


def test_a_hash_inside_a_text_is_no_comment() -> None:
    text = 'name = "a # b" # c\n'
    assert put(text, (), "name", "d # e") == 'name = "d # e" # c\n'


def test_a_value_of_several_lines_is_replaced_whole() -> None:
    changed = put(TEXT, VAB, "groups", "chefer")
    assert changed is not None
    assert 'groups = "chefer"  # who\noutside' in changed


def test_a_new_key_comes_behind_the_first_that_is_there() -> None:
    changed = put(TEXT, VAB, "inside", "password", ("no-such", "groups", "name"))
    assert changed == TEXT.replace("]  # who\n", ']  # who\ninside = "password"\n')


def test_a_new_key_of_a_table_without_neighbours_stands_below_its_head() -> None:
    changed = put(TEXT, ("services", "resor"), "inside", "app")
    assert changed == TEXT.replace("[services.resor]\n", '[services.resor]\ninside = "app"\n')


def test_a_key_that_is_taken_out_leaves_no_line() -> None:
    assert put(TEXT, ("services", "resor"), "outside", None) == TEXT.replace('outside = "sms"\n', "")
    assert put(TEXT, VAB, "hours", None) == TEXT


def test_a_last_line_without_an_end_gets_one() -> None:
    assert put("[a]\nx = 1", ("a",), "y", "z", ("x",)) == '[a]\nx = 1\ny = "z"\n'


@pytest.mark.parametrize("text", ["", "services.vab.outside = 1\n", "[services]\nvab = { outside = 1 }\n"])
def test_a_table_without_a_head_is_not_written_in(text: str) -> None:
    assert put(text, VAB, "inside", "app") is None


def test_a_quoted_key_and_a_text_with_signs_are_written_as_toml() -> None:
    changed = put('[a]\n"x y" = 1\n', ("a",), "x y", {"sv": 'Å "ä"', "b c": ["d"]})
    assert changed == '[a]\n"x y" = { sv = "Å \\"ä\\"", "b c" = ["d"] }\n'
