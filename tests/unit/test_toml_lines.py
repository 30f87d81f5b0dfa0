"""An error in a TOML file points at the line a person has to change."""

import pytest

from idp.toml_lines import find_line, find_lines

TEXT = '''\
issuer = "x"
note = """
[listen]
port = 1
"""
"quoted name" . inner = 1

[listen]  # where
port = 8000

[municipality.helpdesk]
phone = "0980"

[[closures]]
from = 1
[[closures]]
from = 2
[closures.message]
sv = "Stängt"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (["issuer"], 1),
        (["quoted name", "inner"], 6),
        (["listen"], 8),
        (["listen", "port"], 9),
        (["municipality", "helpdesk", "phone"], 12),
        (["closures", 0, "from"], 15),
        (["closures", 1, "from"], 17),
        (["closures", 1, "message", "sv"], 19),
    ],
)
def test_a_key_is_found_where_it_stands(path: list[str | int], line: int) -> None:
    assert find_line(TEXT, path) == line


@pytest.mark.parametrize(("path", "line"), [(["listen", "threads"], 8), (["municipality", "name"], 11)])
def test_a_key_that_is_not_written_is_sought_at_its_table(path: list[str | int], line: int) -> None:
    assert find_line(TEXT, path) == line


def test_a_path_of_which_nothing_is_written_is_at_the_first_line() -> None:
    assert find_line(TEXT, ["tokens", "code_seconds"]) == 1


def test_several_are_found_at_one_reading_each_in_its_place() -> None:
    paths = [["closures", 1, "from"], ["listen", "threads"], ["tokens"], ["issuer"], []]
    assert find_lines(TEXT, paths) == (17, 8, 1, 1, 1)
