import pytest

from idp.oidc.checks.check_claims import check_claims
from tests.unit.oidc.checks.cases import case, case_with_repeated, refusal


@pytest.mark.parametrize(
    "claims",
    [
        None,
        "{}",
        '{"userinfo":null}',
        '{"userinfo":{"name":null,"nickname":{"essential":true}}}',
        '{"id_token":{"acr":{"values":["a","b"]}}}',
        '{"unheard":[1]}',
    ],
)
def test_a_claims_request_passes(claims: str | None) -> None:
    check_claims(case(claims=claims))


@pytest.mark.parametrize(
    "claims",
    [
        "{",
        "[]",
        "1",
        '"text"',
        '{"userinfo":1}',
        '{"userinfo":{"name":true}}',
        '{"id_token":{"acr":{"values":"a"}}}',
        '{"id_token":{"acr":{"values":[1]}}}',
        '{"id_token":{"acr":{"value":{}}}}',
        "[" * 5000,
    ],
)
def test_anything_else_is_refused(claims: str) -> None:
    assert refusal(check_claims, case(claims=claims)).code == "invalid_request"


def test_more_claims_than_anyone_needs_are_refused() -> None:
    members = ",".join(f'"c{number}":null' for number in range(51))
    assert refusal(check_claims, case(claims=f'{{"userinfo":{{{members}}}}}')).code == "invalid_request"


def test_two_claims_parameters_are_refused() -> None:
    assert refusal(check_claims, case_with_repeated("claims")).code == "invalid_request"
