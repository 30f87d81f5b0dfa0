import pytest

from idp.oidc.checks.check_prompt import check_prompt
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


@pytest.mark.parametrize(
    "prompt", [None, "none", "login", "consent", "select_account", "login consent", "none none"]
)
def test_what_can_be_done_passes(prompt: str | None) -> None:
    check_prompt(case(prompt=prompt))


@pytest.mark.parametrize("prompt", ["none login", "consent none", "create", "None", "login,consent"])
def test_what_contradicts_itself_or_is_unknown_is_refused(prompt: str) -> None:
    assert refusal(check_prompt, case(prompt=prompt)).code == "invalid_request"


def test_two_prompt_parameters_are_refused() -> None:
    assert refusal(check_prompt, case_with_repeated("prompt")).code == "invalid_request"
