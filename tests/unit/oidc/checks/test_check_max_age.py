import pytest

from idp.oidc.checks.check_max_age import check_max_age
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


@pytest.mark.parametrize(("text", "seconds"), [("0", 0), ("60", 60), ("0060", 60), ("9999999999", 10**9)])
def test_whole_seconds_pass(text: str, seconds: int) -> None:
    one = case(max_age=text)
    check_max_age(one)
    assert one.request.max_age == seconds


@pytest.mark.parametrize("text", ["-1", "+1", "1.0", "1e3", "x", "٣", "²", " ", "1" * 11])
def test_anything_else_is_refused(text: str) -> None:
    assert refusal(check_max_age, case(max_age=text)).code == "invalid_request"


def test_two_are_refused() -> None:
    assert refusal(check_max_age, case_with_repeated("max_age")).code == "invalid_request"
