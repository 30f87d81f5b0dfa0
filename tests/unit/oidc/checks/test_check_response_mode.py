import pytest

from idp.oidc.checks.check_response_mode import check_response_mode
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


@pytest.mark.parametrize("mode", [None, "query", "fragment", "form_post"])
def test_a_code_may_travel_by_every_way(mode: str | None) -> None:
    check_response_mode(case(response_mode=mode))


@pytest.mark.parametrize("response_type", ["id_token", "code token", "id_token token"])
def test_tokens_may_not_be_asked_for_in_a_query(response_type: str) -> None:
    asked = case(response_type=response_type, response_mode="query")
    assert refusal(check_response_mode, asked).code == "invalid_request"


@pytest.mark.parametrize("mode", ["jwt", "Query", "form-post"])
def test_a_mode_that_is_not_served_is_refused(mode: str) -> None:
    assert refusal(check_response_mode, case(response_mode=mode)).code == "invalid_request"


def test_two_modes_are_refused() -> None:
    assert refusal(check_response_mode, case_with_repeated("response_mode")).code == "invalid_request"
