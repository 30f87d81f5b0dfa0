from idp.oidc.checks.check_acr_values import check_acr_values
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


def test_values_pass_known_or_not() -> None:
    check_acr_values(case(acr_values="https://idp.test/acr/app/admin urn:unheard:of"))


def test_two_parameters_and_letters_beyond_ascii_are_refused() -> None:
    assert refusal(check_acr_values, case_with_repeated("acr_values")).code == "invalid_request"
    assert refusal(check_acr_values, case(acr_values="å")).code == "invalid_request"
