"""A service starts by its relying party’s own sign-in request, and nowhere foreign."""

from idp.portal.launch import build_launch
from tests.unit.portal.small_town import service

ISSUER = "https://idp.example"
START = "https://pay.example/"


def test_a_service_without_a_relying_party_starts_at_its_own_address() -> None:
    assert build_launch(service("pay", start=START), ISSUER, None) == START


def test_a_service_with_neither_has_no_address() -> None:
    assert build_launch(service("pay"), ISSUER, None) is None


def test_a_relying_party_that_can_begin_the_sign_in_is_told_who_asks() -> None:
    launch = build_launch(service("pay"), ISSUER, "https://pay.example/login")

    assert launch == "https://pay.example/login?iss=https%3A%2F%2Fidp.example"


def test_the_start_of_the_service_goes_along_as_the_target() -> None:
    launch = build_launch(service("pay", start=START), ISSUER, "https://pay.example/login")

    assert launch == (
        "https://pay.example/login?iss=https%3A%2F%2Fidp.example&target_link_uri=https%3A%2F%2Fpay.example%2F"
    )


def test_a_target_at_another_origin_is_left_out() -> None:
    launch = build_launch(service("pay", start="http://pay.example/"), ISSUER, "https://pay.example/login")

    assert launch is not None
    assert "target_link_uri" not in launch


def test_what_the_registered_address_already_asks_is_kept() -> None:
    launch = build_launch(service("pay"), ISSUER, "https://pay.example/login?tenant=a%26b")

    assert launch == "https://pay.example/login?tenant=a%26b&iss=https%3A%2F%2Fidp.example"
