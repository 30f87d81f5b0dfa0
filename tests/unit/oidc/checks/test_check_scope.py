import pytest

from idp.oidc.checks.check_scope import check_scope
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


@pytest.mark.parametrize("scope", ["openid", "profile openid", "openid email unheard-of", "openid openid"])
def test_any_scope_with_openid_passes(scope: str) -> None:
    check_scope(case(scope=scope))


@pytest.mark.parametrize("scope", [None, "profile", "OpenID", "openid2"])
def test_a_scope_without_openid_is_refused(scope: str | None) -> None:
    error = refusal(check_scope, case(scope=scope))
    assert (error.code, error.is_redirectable) == ("invalid_scope", True)


def test_two_scope_parameters_are_refused() -> None:
    assert refusal(check_scope, case_with_repeated("scope")).code == "invalid_request"
