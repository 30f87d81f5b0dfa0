"""A PATCH tells nothing of a protected person to whoever may not see them, and changes them all the same."""

from typing import Any

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.names import MUNICIPAL
from tests.support.scim import EVERYTHING, ScimWorld

MAIL, STREET = "lisa.berg@town.test", "Storgatan 7"
REFUSED = {"op": "replace", "path": "title", "value": ["no text"]}
"""Undoes the whole PATCH, and with it the record that there was one."""

GUESSES: list[Any] = [
    [{"op": "replace", "path": f'emails[value sw "{guess}"].value', "value": "x@y.test"}]
    for guess in ("lisa", "anna")
] + [
    [
        {"op": verb, "path": "emails", "value": [{"value": guess}]},
        {"op": "replace", "path": path, "value": "x@y.test"},
    ]
    for verb in ("add", "remove")
    for path in ("emails[primary eq true].value", 'emails[type eq "work"].value')
    for guess in (MAIL, "anna@town.test")
]


@pytest.fixture
def path(scim: ScimWorld) -> str:
    """Where a protected person is, for a system that may write and not see."""
    hidden = {"realm": "skola", "protectedIdentity": True, "alias": "Medarbetare 311"}
    address = {"streetAddress": STREET, "country": "SE"}
    made = scim.add_user(emails=[{"value": MAIL}], addresses=[address], **{MUNICIPAL: hidden})
    scim.permissions = (Permission.PEOPLE_WRITE,)
    return f"/Users/{made['id']}"


def test_no_guess_at_a_protected_person_is_answered(scim: ScimWorld, path: str) -> None:
    answers = [scim.patch(path, *guess, REFUSED).json["detail"] for guess in GUESSES]
    assert answers[::2] == answers[1::2]


def test_a_protected_person_is_changed_unseen(scim: ScimWorld, path: str) -> None:
    change = {"op": "replace", "path": 'emails[type eq "work"].value', "value": "new@town.test"}
    assert scim.patch(path, change).status == 200
    assert scim.patch(path, {"op": "replace", "path": "addresses.country", "value": "NO"}).status == 200
    scim.permissions = EVERYTHING
    seen = scim.get(path).json
    assert [one["value"] for one in seen["emails"]] == ["new@town.test"]
    assert [(one["streetAddress"], one["country"]) for one in seen["addresses"]] == [(STREET, "NO")]
