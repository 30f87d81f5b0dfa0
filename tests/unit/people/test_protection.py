"""A protected identity is an alias to everybody else."""

from dataclasses import fields, replace

import pytest

from idp.people.person import Person
from idp.people.protection import disguise, name_for_others
from tests.support.employees import MARIA

LISA = replace(
    MARIA,
    is_protected=True,
    alias="Medarbetare 311",
    personal_number="199001012385",
    previous_coordination_number="199001612382",
    employee_id="10007",
)

SEEN = {
    "person_id", "realm", "groups", "is_active", "is_protected", "expires_at", "updated_at", "employee_id", "alias",
    "password_expires_at",
}  # fmt: skip
"""What others may know of a protected person. A new field is hidden until it is written here."""


def test_others_see_the_alias() -> None:
    assert name_for_others(LISA) == "Medarbetare 311"
    assert name_for_others(replace(LISA, is_protected=False)) == "Maria Granhage"


def test_a_protected_person_without_an_alias_has_no_name() -> None:
    nameless = replace(LISA, alias=None)
    assert name_for_others(nameless) == "–"
    assert disguise(nameless).name == ""


@pytest.mark.parametrize("field", [field.name for field in fields(Person)])
def test_every_field_but_these_is_hidden(field: str) -> None:
    own, seen = getattr(LISA, field), getattr(disguise(LISA), field)
    if field in SEEN:
        assert seen == own
    elif field == "name":
        assert seen == LISA.alias
    else:
        assert not seen


def test_everybody_else_is_as_they_are() -> None:
    assert disguise(replace(LISA, is_protected=False)) == replace(LISA, is_protected=False)
