"""The meaning and the order of `acr`."""

import pytest

from clients.relying_party.assurance import LEVELS, Assurance, Rule, build_acr_table, build_acr_values

ISSUER = "https://id.havsvik.example"


def test_the_table_holds_every_level_in_every_zone_and_nothing_else() -> None:
    table = build_acr_table(ISSUER)
    assert len(table) == len(LEVELS) * 5 == 45
    assert table[f"{ISSUER}/acr/sms/remote"] == Assurance("sms", "remote")


def test_the_order_of_levels_is_not_the_alphabets() -> None:
    assert list(LEVELS) != sorted(LEVELS)
    assert not Rule("app", "app").is_met_by(Assurance("sms", "admin"))
    assert Rule("sms", "sms").is_met_by(Assurance("app", "admin"))


@pytest.mark.parametrize("zone", ["vpn", "remote", "gast"])
def test_every_zone_but_the_municipalitys_own_counts_as_outside(zone: str) -> None:
    rule = Rule(inside="password", outside="app")
    assert not rule.is_met_by(Assurance("sms", zone))
    assert rule.is_met_by(Assurance("app", zone))


def test_acr_values_hold_exactly_what_the_rule_allows() -> None:
    rule, table = Rule(inside="sms", outside="app"), build_acr_table(ISSUER)
    wanted = build_acr_values(rule, table)
    assert wanted == [acr for acr, meaning in table.items() if rule.is_met_by(meaning)]
    assert f"{ISSUER}/acr/sms/skola" in wanted
    assert f"{ISSUER}/acr/sms/vpn" not in wanted
