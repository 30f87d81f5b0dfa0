"""Groups get the policy's names, and nobody gets one that the configuration does not give."""

from collections.abc import Mapping, Sequence

import pytest

from idp.config.sections.directories import Groups
from idp.people.ldap.entry import Entry
from idp.people.ldap.groups import AT_ONCE, DEEPEST, find_groups, name_groups, walk
from tests.unit.people.ldap.entries import DN, entry, settings

BASE = "OU=Grupper,DC=havsvik,DC=example"


def group(name: str) -> str:
    return f"CN={name},{BASE}"


class Tree:
    """A directory of groups: each DN with those that hold it directly."""

    def __init__(self, holders: Mapping[str, Sequence[str]]) -> None:
        self.holders = holders
        self.asked: list[str] = []

    def search(self, base: str, text_filter: str, attributes: Sequence[str], most: int) -> tuple[Entry, ...]:
        self.asked.append(text_filter)
        held = [dn for dn in self.holders if f"member={dn})" in text_filter]
        return tuple(Entry(found, {}) for dn in held for found in self.holders[dn])


def test_a_group_is_called_by_its_name_in_small_letters() -> None:
    assert name_groups([group("Chefer"), group("Åsnes vänner")], Groups()) == {"chefer", "åsnes vänner"}


def test_with_a_prefix_only_ours_count_and_lose_it() -> None:
    named = name_groups([group("IDP-Chefer"), group("idp-"), group("VPN-alla")], Groups(strip_prefix="idp-"))
    assert named == {"chefer"}


def test_with_names_only_those_count_by_dn_or_by_name() -> None:
    settings = Groups(names={group("G-117"): "chefer", "Hemtjänst": "hemtjanst"})
    dns = [group("g-117").replace("OU=", "ou = "), group("HEMTJÄNST"), group("idp-admin")]
    assert name_groups(dns, settings) == {"chefer", "hemtjanst"}


def test_memberof_is_read_and_what_lies_outside_the_base_is_nobodys_group() -> None:
    held = entry(memberOf=[group("chefer"), "CN=idp-admin,OU=Elever,DC=havsvik,DC=example"])
    asked = settings(groups=Groups(base=BASE))
    assert find_groups(Tree({}), held, asked) == {"chefer"}  # type: ignore[arg-type]


def test_nested_groups_are_walked_level_by_level_and_a_loop_ends() -> None:
    tree = Tree({DN: [group("a")], group("a"): [group("b")], group("b"): [group("a"), group("c")]})
    assert walk(tree, DN, BASE) == [group("a"), group("b"), group("c")]  # type: ignore[arg-type]


def test_a_tower_of_groups_is_walked_so_far_and_no_further() -> None:
    tower = {group(str(floor)): [group(str(floor + 1))] for floor in range(50)}
    tree = Tree({DN: [group("0")], **tower})
    assert len(walk(tree, DN, BASE)) == DEEPEST  # type: ignore[arg-type]


@pytest.mark.parametrize(("groups", "searches"), [(AT_ONCE, 1), (AT_ONCE + 1, 2)])
def test_many_groups_are_asked_about_a_few_at_a_time(groups: int, searches: int) -> None:
    tree = Tree({DN: [group(f"g{number}") for number in range(groups)]})
    assert len(walk(tree, DN, BASE)) == groups  # type: ignore[arg-type]
    assert len(tree.asked) == 1 + searches
