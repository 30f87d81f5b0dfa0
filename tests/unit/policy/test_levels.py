"""Levels have an explicit order, and acr values state one level in one zone."""

from idp.policy.levels import UNKNOWN_ACR, Acr, Levels, acr_uri, parse_acr_uri
from tests.unit.policy.demo import POLICY

LEVELS = POLICY.levels
ISSUER = "https://idp.example"


def test_the_order_is_the_policys_and_not_that_of_the_alphabet() -> None:
    assert LEVELS.names == ("password", "mail", "sms", "app")
    assert LEVELS.at_least("app", "password")
    assert not LEVELS.at_least("password", "app")


def test_a_level_is_enough_for_itself() -> None:
    assert LEVELS.at_least("sms", "sms")


def test_an_unknown_level_is_neither_enough_nor_ever_met() -> None:
    assert not LEVELS.at_least("gold", "password")
    assert not LEVELS.at_least("app", "gold")
    assert not LEVELS.at_least("gold", "gold")
    assert LEVELS.get("gold") is None


def test_the_strongest_level_whose_methods_are_all_proved_is_earned() -> None:
    earned = {
        methods: LEVELS.earned(set(methods))
        for methods in [
            ("password",),
            ("password", "mail", "sms"),
            ("password", "totp", "mail"),
            ("totp", "sms"),
            (),
        ]
    }
    assert {methods: level.name if level else None for methods, level in earned.items()} == {
        ("password",): "password",
        ("password", "mail", "sms"): "sms",
        ("password", "totp", "mail"): "app",
        ("totp", "sms"): None,
        (): None,
    }


def test_without_levels_nothing_is_earned() -> None:
    assert Levels(()).earned({"password"}) is None


def test_an_acr_covers_weaker_ones_of_its_own_zone_only() -> None:
    earned = Acr("sms", "remote")
    assert LEVELS.covers(earned, Acr("mail", "remote"))
    assert LEVELS.covers(earned, earned)
    assert not LEVELS.covers(earned, Acr("app", "remote"))
    assert not LEVELS.covers(earned, Acr("mail", "gast"))
    assert not LEVELS.covers(earned, UNKNOWN_ACR)
    assert not LEVELS.covers(UNKNOWN_ACR, UNKNOWN_ACR)


def test_every_acr_that_can_be_earned_is_listed_in_order() -> None:
    second_factors = ("mail", "sms", "app")
    outside = [Acr(level, zone) for zone in ("remote", "gast", "vpn") for level in second_factors]
    inside = [Acr(level, zone) for zone in ("skola", "admin") for level in ("password", *second_factors)]
    assert POLICY.acrs == (*outside, *inside)


def test_an_acr_is_a_uri_under_the_issuer_and_back() -> None:
    assert acr_uri(ISSUER, Acr("app", "remote")) == "https://idp.example/acr/app/remote"
    for acr in POLICY.acrs:
        assert parse_acr_uri(ISSUER, acr_uri(ISSUER, acr), POLICY.acrs) == acr


def test_only_the_exact_uri_of_an_acr_that_can_be_earned_is_read() -> None:
    for uri in (
        "https://idp.example/acr/password/remote",
        "https://idp.example/acr/app/remote/",
        "https://idp.example/acr/APP/remote",
        "https://idp.example/acr/app",
        "https://other.example/acr/app/remote",
        "urn:mace:incommon:iap:silver",
        "app",
        "",
    ):
        assert parse_acr_uri(ISSUER, uri, POLICY.acrs) is None
