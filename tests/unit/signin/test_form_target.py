"""A sign-in's forms may end at the one place its last redirect leads to."""

from dataclasses import replace

import pytest

from idp.signin.form_target import find_form_target
from tests.unit.signin.cases import INTERACTION, POLICY


@pytest.mark.parametrize(
    ("return_origin", "target"),
    [
        ("https://payslips.test", "https://payslips.test"),
        ("http://127.0.0.1:5173", "http://127.0.0.1:5173"),
        ("se.havsvik.app://", "se.havsvik.app:"),
    ],
)
def test_request_of_a_client_may_end_where_its_redirect_leads(return_origin: str, target: str) -> None:
    assert find_form_target(replace(INTERACTION, return_origin=return_origin), POLICY) == target


def test_way_from_the_portal_may_end_where_the_service_starts() -> None:
    assert find_form_target(replace(INTERACTION, service="lonebesked"), POLICY) == "http://localhost:8001"


@pytest.mark.parametrize("service", ["portal", "enrolment", "nothing-known"])
def test_way_to_a_page_of_ours_ends_here(service: str) -> None:
    assert find_form_target(replace(INTERACTION, service=service), POLICY) is None
