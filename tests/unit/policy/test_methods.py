"""What each method is worth, and what a token says of it."""

import pytest

from idp.policy.methods import METHODS, Kind, amr_of, kinds_of


def test_only_the_password_is_knowledge_alone_and_only_a_passkey_shows_both_kinds() -> None:
    assert {name for name, method in METHODS.items() if method.kinds == {Kind.KNOWLEDGE}} == {"password"}
    assert {name for name, method in METHODS.items() if len(method.kinds) > 1} == {"passkey"}


def test_text_messages_and_hardware_tokens_are_the_methods_that_are_not_accessible() -> None:
    assert {name for name, method in METHODS.items() if not method.accessible} == {"sms", "token"}


def test_only_a_code_from_the_helpdesk_is_for_the_workplace_alone() -> None:
    assert {name for name, method in METHODS.items() if method.inside_only} == {"bypass"}


@pytest.mark.parametrize(
    ("methods", "amr"),
    [
        ({"password"}, ("pwd",)),
        ({"password", "sms"}, ("pwd", "otp", "sms", "mfa")),
        ({"password", "totp"}, ("pwd", "otp", "mfa")),
        ({"sms", "totp"}, ("otp", "sms")),
        ({"password", "key"}, ("pwd", "pop", "mfa")),
        ({"passkey"}, ("pop", "user", "mfa")),
        (set(), ()),
        ({"pigeon"}, ()),
    ],
)
def test_amr_names_each_method_once_and_mfa_for_two_kinds_of_factor(
    methods: set[str], amr: tuple[str, ...]
) -> None:
    assert amr_of(methods) == amr


def test_a_mailed_code_beside_a_password_is_not_stated_as_multi_factor() -> None:
    assert amr_of({"password", "mail"}) == ("pwd", "otp")


def test_two_codes_are_one_kind_of_proof() -> None:
    assert kinds_of({"mail", "sms", "totp", "pigeon"}) == {Kind.POSSESSION}
