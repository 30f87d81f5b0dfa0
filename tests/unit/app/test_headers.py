"""The content security policy lets forms end here, and at the one other origin a page names."""

from idp.app.headers import content_security_policy


def test_forms_end_here() -> None:
    assert "form-action 'self';" in content_security_policy(None)


def test_forms_may_end_at_the_relying_party_the_sign_in_is_for() -> None:
    assert "form-action 'self' https://payslips.test;" in content_security_policy("https://payslips.test")


def test_nothing_inline_is_ever_allowed() -> None:
    assert "unsafe" not in content_security_policy("https://payslips.test")
