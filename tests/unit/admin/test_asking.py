"""The form by which a temporary code is asked for."""

import pytest

from idp.admin.asking import Asked, read_asked
from idp.errors import Problem
from idp.methods.bypass import Checked, Reason

REALMS = ("skola", "adm")
WHOLE = {"realm": "adm", "username": " ErikAr001 ", "reason": "lost_phone", "checked": "id_card"}


def test_a_whole_form_is_read_with_the_username_as_directories_know_it() -> None:
    assert read_asked(WHOLE, REALMS) == Asked("adm", "erikar001", Reason.LOST_PHONE, Checked.ID_CARD)


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"realm": "elsewhere"}, ["realm"]),
        ({"username": "a b"}, ["username"]),
        ({"reason": "because"}, ["reason"]),
        ({"checked": ""}, ["checked"]),
        (
            {"realm": "", "username": "", "reason": "", "checked": ""},
            ["realm", "username", "reason", "checked"],
        ),
    ],
)
def test_each_fault_stands_at_its_field_in_the_order_of_the_form(
    changes: dict[str, str], faulty: list[str]
) -> None:
    read = read_asked(WHOLE | changes, REALMS)
    assert read == tuple(Problem(name, f"helpdesk.ask.missing.{name}") for name in faulty)


def test_an_empty_form_is_a_form_with_four_faults() -> None:
    assert len(read_asked({}, REALMS)) == 4  # type: ignore[arg-type]
