from idp.oidc.checks.check_request_object import check_request_object
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


def test_a_request_without_one_passes() -> None:
    check_request_object(case())


def test_a_reference_that_nobody_followed_is_never_ignored() -> None:
    assert refusal(check_request_object, case(request_uri="x")).code == "invalid_request_uri"
    assert refusal(check_request_object, case(request_uri="x" * 9000)).code == "invalid_request_uri"
    assert refusal(check_request_object, case_with_repeated("request_uri")).code == "invalid_request_uri"


def test_an_object_and_a_reference_at_once_are_invalid() -> None:
    assert refusal(check_request_object, case(request="x", request_uri="y")).code == "invalid_request"


def test_an_object_that_nobody_read_is_never_ignored() -> None:
    assert refusal(check_request_object, case(request="x")).code == "invalid_request_object"
    assert refusal(check_request_object, case(request="x" * 9000)).code == "invalid_request_object"
    assert refusal(check_request_object, case_with_repeated("request")).code == "invalid_request_object"
