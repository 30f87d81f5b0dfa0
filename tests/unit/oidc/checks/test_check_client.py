from idp.oidc.checks.check_client import check_client
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


def test_a_known_client_passes() -> None:
    check_client(case())


def test_an_unknown_client_is_refused_without_a_redirect() -> None:
    error = refusal(check_client, case(client=None))
    assert (error.code, error.is_redirectable) == ("invalid_client", False)


def test_a_repeated_client_id_is_refused_without_a_redirect() -> None:
    error = refusal(check_client, case_with_repeated("client_id"))
    assert (error.code, error.is_redirectable) == ("invalid_request", False)
