import pytest

from idp.oidc.checks.check_response_mode import check_response_mode
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


@pytest.mark.parametrize("mode", [None, "query"])
def test_the_query_passes_and_is_meant_when_nothing_is_said(mode: str | None) -> None:
    check_response_mode(case(response_mode=mode))


@pytest.mark.parametrize("mode", ["fragment", "form_post", "jwt", "Query"])
def test_a_mode_that_is_not_served_is_refused(mode: str) -> None:
    assert refusal(check_response_mode, case(response_mode=mode)).code == "invalid_request"


def test_two_modes_are_refused() -> None:
    assert refusal(check_response_mode, case_with_repeated("response_mode")).code == "invalid_request"
