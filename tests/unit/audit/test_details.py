import pytest

from idp.audit.details import UnfitDetail, check_details


@pytest.mark.parametrize(
    "key",
    ["username", "personal_number", "Phone", "mail", "mail_address", "code", "access_token", "password",
     "client_secret", "device_name", "totp_seed", "logout_token"],
)  # fmt: skip
def test_a_key_that_smells_of_personal_data_or_a_secret_is_refused(key: str) -> None:
    with pytest.raises(UnfitDetail, match=key):
        check_details({key: "x"})


@pytest.mark.parametrize(
    "key", ["message_id", "username_hash", "code_count", "key_id", "method", "reason", "attempts"]
)
def test_a_key_that_counts_names_or_blinds_is_let_through(key: str) -> None:
    check_details({key: "x"})


def test_the_error_never_repeats_the_value() -> None:
    with pytest.raises(UnfitDetail) as refused:
        check_details({"code": "BCDFGH"})
    assert "BCDFGH" not in str(refused.value)


@pytest.mark.parametrize("value", [None, 1.5, ["a"], {"a": "b"}, b"a"])
def test_a_value_that_is_neither_text_nor_a_whole_number_is_refused(value: object) -> None:
    with pytest.raises(UnfitDetail, match="method"):
        check_details({"method": value})  # type: ignore[dict-item]
