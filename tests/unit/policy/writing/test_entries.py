"""A list on several lines is changed line by line, so that what stays keeps its comment."""

import tomllib

import pytest

from idp.policy.writing.put import put

LIST = """\
networks = [ # ours
  # The town hall.
  "192.0.2.0/26", # ground floor
  "192.0.2.64/26" # school
] # done
inside = true
"""


def change(*entries: str, text: str = LIST) -> str:
    """Return the text with other networks, proved to hold them."""
    changed = put(text, (), "networks", [*entries])
    assert changed is not None
    assert set(tomllib.loads(changed)["networks"]) == set(entries)
    return changed


def test_a_new_entry_gets_a_line_behind_the_others() -> None:
    old, new = '"192.0.2.64/26" # school\n', '"192.0.2.64/26", # school\n  "10.0.0.0/8",\n'
    assert change("192.0.2.0/26", "192.0.2.64/26", "10.0.0.0/8") == LIST.replace(old, new)


def test_a_new_entry_that_comes_first_stands_before_the_others_and_their_comments() -> None:
    changed = put(LIST, (), "networks", ["10.0.0.0/8", "192.0.2.0/26", "192.0.2.64/26"])
    assert changed == LIST.replace("# ours\n", '# ours\n  "10.0.0.0/8",\n').replace('64/26" #', '64/26", #')


def test_an_entry_that_goes_takes_its_line_along() -> None:
    kept = change("192.0.2.64/26")
    assert "ground floor" not in kept
    assert "# The town hall.\n" in kept
    assert '  "192.0.2.64/26", # school\n] # done\n' in kept


def test_a_list_may_become_other_entries_altogether() -> None:
    assert change("10.0.0.0/8") == (
        'networks = [ # ours\n  "10.0.0.0/8",\n  # The town hall.\n] # done\ninside = true\n'
    )


@pytest.mark.parametrize(
    "laid_out",
    [
        'networks = ["192.0.2.0/26",\n  "192.0.2.64/26"]\n',
        'networks = [\n  "192.0.2.0/26", "192.0.2.64/26",\n]\n',
        'networks = [\n  "192.0.2.0/26", 7,\n]\n',
        "networks = 7\n",
    ],
)
def test_a_list_in_another_layout_is_written_on_one_line(laid_out: str) -> None:
    assert change("192.0.2.0/26", text=laid_out) == 'networks = ["192.0.2.0/26"]\n'
