from dataclasses import replace

import pytest

from idp.oidc.checks.check_response_mode import check_response_mode
from idp.oidc.clients.client import Encryption
from tests.unit.oidc.checks.cases import CLIENT, case, case_with_repeated, refusal

JWT_MODES = ("jwt", "query.jwt", "fragment.jwt", "form_post.jwt")


@pytest.mark.parametrize("mode", [None, "query", "fragment", "form_post", *JWT_MODES])
def test_a_code_may_travel_by_every_way(mode: str | None) -> None:
    check_response_mode(case(response_mode=mode))


@pytest.mark.parametrize("response_type", ["id_token", "code token", "id_token token"])
@pytest.mark.parametrize("mode", ["query", "query.jwt"])
def test_tokens_may_not_be_asked_for_in_a_query(response_type: str, mode: str) -> None:
    asked = case(response_type=response_type, response_mode=mode)
    assert refusal(check_response_mode, asked).code == "invalid_request"


def test_tokens_may_travel_in_a_query_that_nobody_can_read() -> None:
    """JARM, section 2.3.1."""
    sealed = replace(CLIENT, response_encryption=Encryption("ECDH-ES"))
    check_response_mode(case(sealed, response_type="id_token", response_mode="query.jwt"))
    plain = case(sealed, response_type="id_token", response_mode="query")
    assert refusal(check_response_mode, plain).code == "invalid_request"


@pytest.mark.parametrize("mode", ["JWT", "Query", "form-post", ".jwt", "jwt.jwt"])
def test_a_mode_that_is_not_served_is_refused(mode: str) -> None:
    assert refusal(check_response_mode, case(response_mode=mode)).code == "invalid_request"


def test_two_modes_are_refused() -> None:
    assert refusal(check_response_mode, case_with_repeated("response_mode")).code == "invalid_request"
