import pytest

from idp.oidc.checks.check_request_object import check_request_object
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


def test_a_request_without_one_passes() -> None:
    check_request_object(case())


@pytest.mark.parametrize("name", ["request", "request_uri"])
def test_a_request_object_is_refused_by_its_own_error(name: str) -> None:
    assert refusal(check_request_object, case(**{name: "x"})).code == f"{name}_not_supported"
    assert refusal(check_request_object, case(**{name: "x" * 9000})).code == f"{name}_not_supported"
    assert refusal(check_request_object, case_with_repeated(name)).code == f"{name}_not_supported"
