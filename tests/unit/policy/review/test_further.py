"""What a draft changes of levels, and of the rule of applications without one, is told and never passed over."""

from dataclasses import replace

import pytest

from idp.policy.levels import Levels
from idp.policy.review.compare import compare
from idp.policy.review.further import list_level_changes
from tests.unit.policy.demo import NOON, POLICY

LEVELS = POLICY.levels
PASSWORD, MAIL, *STRONGER = LEVELS


def tell(levels: Levels) -> list[str]:
    """Return what another set of levels changes."""
    return [one.what for one in list_level_changes(LEVELS, levels)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("vab", "vab", ()),
        ("vab", "ekonomi", ("applications without a service of their own have ekonomi, before vab",)),
        ("vab", None, ("applications without a service of their own are refused, before they had vab",)),
        (None, "vab", ("applications without a service of their own have vab, before they were refused",)),
    ],
)
def test_another_rule_of_what_has_none_is_told(
    before: str | None, after: str | None, told: tuple[str, ...]
) -> None:
    found = compare(replace(POLICY, default_service=before), replace(POLICY, default_service=after), NOON)
    assert tuple(one.what for one in found.further) == told
    assert found.is_empty is (before == after)


def test_what_becomes_of_levels_is_told() -> None:
    weaker = replace(MAIL, methods=frozenset({"mail"}), realms=frozenset({"adm"}))
    fresh = replace(MAIL, name="fresh")
    assert tell(Levels((PASSWORD, weaker, fresh))) == [
        "level mail takes mail, before password, mail",
        "level mail is for adm alone",
        *(f"level {level.name} is gone" for level in STRONGER),
        "level fresh is new and takes password, mail",
    ]
    narrow = Levels((replace(PASSWORD, realms=frozenset({"adm"})),))
    assert [one.what for one in list_level_changes(narrow, Levels((PASSWORD,)))] == [
        "level password is for everybody"
    ]


def test_another_order_of_levels_is_told_and_other_words_are_not() -> None:
    assert tell(Levels((MAIL, PASSWORD, *STRONGER))) == [
        f"the order of levels is {', '.join((MAIL.name, PASSWORD.name, *(one.name for one in STRONGER)))}"
    ]
    assert tell(Levels((replace(PASSWORD, label=MAIL.label), MAIL, *STRONGER))) == []
