from typing import Any

import pytest

from idp.oidc.checks.check_id_token_hint import check_id_token_hint
from idp.signing.jws import sign
from tests.unit.oidc.checks.cases import ISSUER, KEYRING, case, refusal

RIGHT: dict[str, Any] = {"iss": ISSUER, "sub": "p1", "aud": "c1", "sid": "s1", "exp": 0}


def hint(typ: str = "JWT", **changes: Any) -> str:
    """Return a right hint with some claims changed."""
    return sign(KEYRING.keys[0], typ, RIGHT | changes)


def test_our_own_token_passes_expired_as_it_is() -> None:
    check_id_token_hint(case(id_token_hint=hint()))


def test_no_hint_passes() -> None:
    check_id_token_hint(case())


@pytest.mark.parametrize(
    "changes", [{"iss": "https://other.test"}, {"aud": "c2"}, {"aud": ["c1"]}, {"sub": None}]
)
def test_a_token_that_says_anything_else_is_refused(changes: dict[str, Any]) -> None:
    assert refusal(check_id_token_hint, case(id_token_hint=hint(**changes))).code == "invalid_request"


def test_a_token_of_another_kind_is_refused() -> None:
    assert refusal(check_id_token_hint, case(id_token_hint=hint("logout+jwt"))).code == "invalid_request"


def test_what_is_no_token_is_refused() -> None:
    assert refusal(check_id_token_hint, case(id_token_hint="x")).code == "invalid_request"
