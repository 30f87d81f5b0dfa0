from idp.oidc.checks.check_request_object import check_request_object
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


def test_a_request_without_one_passes() -> None:
    check_request_object(case())


def test_a_reference_is_refused_by_its_own_error() -> None:
    assert refusal(check_request_object, case(request_uri="x")).code == "request_uri_not_supported"
    assert refusal(check_request_object, case(request_uri="x" * 9000)).code == "request_uri_not_supported"
    assert (
        refusal(check_request_object, case_with_repeated("request_uri")).code == "request_uri_not_supported"
    )


def test_an_object_that_nobody_read_is_never_ignored() -> None:
    assert refusal(check_request_object, case(request="x")).code == "invalid_request_object"
    assert refusal(check_request_object, case(request="x" * 9000)).code == "invalid_request_object"
    assert refusal(check_request_object, case_with_repeated("request")).code == "invalid_request_object"
