from dataclasses import replace

import pytest

from idp.oidc.checks.check_pkce import check_pkce
from tests.unit.oidc.checks.cases import CLIENT, case, case_with_repeated, refusal

OLD = replace(CLIENT, requires_pkce=False)


def test_a_s256_challenge_passes() -> None:
    check_pkce(case())


@pytest.mark.parametrize("challenge", ["c" * 42, "c" * 44, "c" * 42 + "=", "c" * 42 + "+", "c" * 42 + "é"])
def test_a_challenge_that_is_no_sha_256_is_refused(challenge: str) -> None:
    assert refusal(check_pkce, case(code_challenge=challenge)).code == "invalid_request"


@pytest.mark.parametrize("method", [None, "plain", "s256", "S512"])
def test_any_other_method_is_refused_and_so_is_none(method: str | None) -> None:
    assert refusal(check_pkce, case(code_challenge_method=method)).code == "invalid_request"


def test_a_challenge_may_be_left_out_only_by_a_client_registered_so() -> None:
    check_pkce(case(OLD, code_challenge=None, code_challenge_method=None))
    assert (
        refusal(check_pkce, case(code_challenge=None, code_challenge_method=None)).code == "invalid_request"
    )


def test_a_method_without_a_challenge_is_refused_even_then() -> None:
    assert refusal(check_pkce, case(OLD, code_challenge=None)).code == "invalid_request"


@pytest.mark.parametrize("name", ["code_challenge", "code_challenge_method"])
def test_a_repeated_parameter_is_refused(name: str) -> None:
    assert refusal(check_pkce, case_with_repeated(name)).code == "invalid_request"
