"""What everybody in the local directory must be; what is wrong is named and not repeated."""

from dataclasses import replace
from typing import Any

import pytest

from idp.people.checking import BadPerson, check_group, check_person
from tests.support.world import ANNA


def test_an_ordinary_person_passes() -> None:
    check_person(ANNA)
    check_person(replace(ANNA, is_protected=True, alias="Medarbetare 311", email=None, unit="", title=""))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("given_name", " "),
        ("family_name", "x" * 129),
        ("title", "two\nlines"),
        ("unit", "\x00"),
        ("email", "nobody"),
        ("email", "a@b@c.se"),
        ("email", "a b@c.se"),
        ("email", "a,b@c.se"),
        ("employee_id", "a b"),
        ("employee_id", "x" * 65),
        ("groups", frozenset({"ok", " blank first"})),
        ("groups", frozenset({""})),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(field: str, value: Any) -> None:
    with pytest.raises(BadPerson) as refused:
        check_person(replace(ANNA, **{field: value}))
    assert refused.value.field == field
    assert not value or not isinstance(value, str) or value not in str(refused.value).split()


def test_a_protected_identity_needs_a_name_for_others() -> None:
    with pytest.raises(BadPerson, match="others see"):
        check_person(replace(ANNA, is_protected=True, alias=" "))


def test_nobody_has_two_kinds_of_number_and_a_level_goes_with_its_number() -> None:
    both = replace(ANNA, personal_number="197503259280", coordination_number="197503859287")
    with pytest.raises(BadPerson, match="both"):
        check_person(both)
    with pytest.raises(BadPerson, match="level"):
        check_person(replace(ANNA, coordination_level="probable"))


def test_a_groups_name_is_a_line() -> None:
    check_group("Alla anställda")
    with pytest.raises(BadPerson):
        check_group("a\tb")
