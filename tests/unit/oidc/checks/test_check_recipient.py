from dataclasses import replace

from idp.oidc.authorization.recipients import Recipients
from idp.oidc.checks.check_recipient import check_recipient
from tests.unit.oidc.checks.cases import case, refusal


def test_an_answer_that_is_not_encrypted_needs_no_key() -> None:
    check_recipient(case(response_mode="jwt"))


def test_without_a_key_nobody_is_redirected() -> None:
    one = replace(case(response_mode="jwt"), recipients=Recipients(fault="publish a key"))
    error = refusal(check_recipient, one)
    assert (error.code, error.description, error.is_redirectable) == (
        "invalid_request",
        "publish a key",
        False,
    )
