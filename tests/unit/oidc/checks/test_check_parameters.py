import pytest

from idp.oidc.checks.check_parameters import check_parameters
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal

CARRIED = ("state", "nonce", "display", "ui_locales", "login_hint")


def test_readable_ones_pass() -> None:
    check_parameters(case(state="s" * 2048, nonce="n", display="page", ui_locales="sv en", login_hint="åke"))


@pytest.mark.parametrize("name", CARRIED)
def test_a_repeated_one_is_refused(name: str) -> None:
    assert refusal(check_parameters, case_with_repeated(name)).code == "invalid_request"


@pytest.mark.parametrize("name", CARRIED)
@pytest.mark.parametrize("value", ["x" * 8193, "a\nb", "\x00", "\udcff"])
def test_an_unreadable_one_is_refused(name: str, value: str) -> None:
    assert refusal(check_parameters, case(**{name: value})).code == "invalid_request"


@pytest.mark.parametrize("name", ["state", "nonce"])
def test_letters_beyond_ascii_are_refused_where_the_wire_has_none(name: str) -> None:
    assert refusal(check_parameters, case(**{name: "å"})).code == "invalid_request"
