from dataclasses import replace

import pytest

from idp.oidc.checks.check_response_type import check_response_type
from tests.unit.oidc.checks.cases import CLIENT, case, case_with_repeated, refusal


def test_code_passes() -> None:
    check_response_type(case())


@pytest.mark.parametrize("response_type", ["token", "CODE", "none", "code none"])
def test_a_type_that_nobody_serves_is_unsupported(response_type: str) -> None:
    error = refusal(check_response_type, case(response_type=response_type))
    assert (error.code, error.is_redirectable) == ("unsupported_response_type", True)


@pytest.mark.parametrize("response_type", ["id_token", "code token", "token code"])
def test_what_the_client_is_not_registered_for_is_not_for_it(response_type: str) -> None:
    assert refusal(check_response_type, case(response_type=response_type)).code == "unauthorized_client"


def test_what_the_client_is_registered_for_passes_in_any_order() -> None:
    client = replace(CLIENT, response_types=("code", "code token"))
    check_response_type(case(client, response_type="token code"))


def test_none_at_all_or_two_are_invalid() -> None:
    assert refusal(check_response_type, case(response_type=None)).code == "invalid_request"
    assert refusal(check_response_type, case_with_repeated("response_type")).code == "invalid_request"
