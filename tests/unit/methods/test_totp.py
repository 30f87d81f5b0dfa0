"""Time-based codes as every authenticator app makes them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from idp.methods.totp import build_uri, find_drifted_step, find_step, group_secret, read_app_code

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The sample secret of RFC 6238, appendix B: «12345678901234567890»."""


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_codes_are_those_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    assert find_step(SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


def test_one_step_either_side_is_accepted_and_named_by_its_own_number() -> None:
    made_at = datetime.fromtimestamp(1111111109, UTC)
    found = [
        find_step(SECRET, "081804", made_at + timedelta(seconds=30 * steps)) for steps in (-2, -1, 0, 1, 2)
    ]
    step = 1111111109 // 30
    assert found == [None, step, step, step, None]


@pytest.mark.parametrize(
    "typed", ["", "28708", "2870822", "２８７０８２", "28708a", "287082\x00", "\ud800", "-87082"]
)
def test_nothing_but_the_six_digits_has_a_step(typed: str) -> None:
    assert find_step(SECRET, typed, datetime.fromtimestamp(59, UTC)) is None


def test_the_blank_that_apps_show_is_left_out() -> None:
    assert read_app_code(" 287 082 ") == "287082"


def test_the_uri_names_who_issues_it_and_for_whom() -> None:
    uri = urlsplit(build_uri(SECRET, "margra001", "Havsviks kommun"))
    assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", "/Havsviks%20kommun:margra001")
    assert parse_qs(uri.query) == {"secret": [SECRET], "issuer": ["Havsviks kommun"]}


def test_the_key_is_typed_in_groups_of_four() -> None:
    assert group_secret(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_a_clock_that_is_minutes_off_is_told_from_slow_typing_and_from_a_wrong_code() -> None:
    made_at = datetime.fromtimestamp(1111111109, UTC)
    offsets = [-21, -20, -2, -1, 0, 1, 2, 3, 20, 21]
    told = [
        find_drifted_step(SECRET, "081804", made_at + timedelta(seconds=30 * offset)) is not None
        for offset in offsets
    ]
    assert told == [False, True, True, False, False, False, False, True, True, False]
