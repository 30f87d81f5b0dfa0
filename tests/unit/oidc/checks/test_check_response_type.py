import pytest

from idp.oidc.checks.check_response_type import check_response_type
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


def test_code_passes() -> None:
    check_response_type(case())


@pytest.mark.parametrize("response_type", ["token", "id_token", "code token", "CODE", "none"])
def test_any_other_type_is_unsupported(response_type: str) -> None:
    error = refusal(check_response_type, case(response_type=response_type))
    assert (error.code, error.is_redirectable) == ("unsupported_response_type", True)


def test_none_at_all_or_two_are_invalid() -> None:
    assert refusal(check_response_type, case(response_type=None)).code == "invalid_request"
    assert refusal(check_response_type, case_with_repeated("response_type")).code == "invalid_request"
