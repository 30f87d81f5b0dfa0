"""A service starts by its relying party’s own sign-in request, and nowhere foreign."""

from dataclasses import replace

from idp.oidc.clients.client import Client
from idp.oidc.launch import build_launch, find_initiation
from tests.unit.portal.small_town import NOON, service

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


CLIENT = Client(
    client_id="1",
    name="Pay",
    service="pay",
    redirect_uris=("https://pay.example/callback",),
    auth_method="none",
    created_at=NOON,
    initiate_login_uri="https://pay.example/login",
)


def test_the_oldest_relying_party_of_the_service_begins_the_sign_in() -> None:
    younger = replace(CLIENT, initiate_login_uri="https://new.example/login")

    assert find_initiation(service("pay"), (CLIENT, younger)) == "https://pay.example/login"


def test_a_relying_party_that_cannot_begin_one_is_passed_over() -> None:
    silent = replace(CLIENT, initiate_login_uri=None)

    assert find_initiation(service("pay"), (silent, CLIENT)) == "https://pay.example/login"


def test_a_paused_relying_party_begins_nothing() -> None:
    assert find_initiation(service("pay"), (replace(CLIENT, is_paused=True),)) is None


def test_another_services_relying_party_begins_nothing() -> None:
    assert find_initiation(service("vab"), (CLIENT,)) is None
