"""A page of groups holds as many as can be shown with their members at once."""

from datetime import UTC, datetime

import pytest

from idp.admin.scim.entry import Group
from idp.admin.scim.group_list import MOST_MEMBERS, MOST_WITH_MEMBERS, cut_page
from idp.admin.scim.group_resource import MOST_SHOWN

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def make_groups(*sizes: int) -> list[Group]:
    return [Group(f"g-{place}", f"grupp-{place}", 1, NOW, NOW, size=size) for place, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((), 0),
        ((MOST_SHOWN,), 1),
        ((MOST_SHOWN,) * 3, MOST_MEMBERS // MOST_SHOWN),
        ((MOST_SHOWN + 1,) * 3, 3),
        ((0,) * (MOST_WITH_MEMBERS + 1), MOST_WITH_MEMBERS),
        ((700, 700, 700, 700), 2),
    ],
)
def test_a_page_ends_before_there_are_too_many_members(sizes: tuple[int, ...], shown: int) -> None:
    assert len(cut_page(make_groups(*sizes))) == shown
