"""A service's rule is written into the policy's text, and nothing else of the policy changes."""

from dataclasses import replace

import pytest

from idp.policy.loading import parse_policy
from idp.policy.writing.opening import parse_day
from idp.policy.writing.rule import ServiceRule, find_rule, list_tables, read_document, write_rule
from tests.support.policies import TEXT, change


def rule_of(service: str, text: str = TEXT) -> ServiceRule:
    """Return a service's rule as a form shows it."""
    document = read_document(text)
    assert document is not None
    rule = find_rule(document, service)
    assert rule is not None
    return rule


def test_a_level_is_written_on_its_own_line() -> None:
    rule = replace(rule_of("vab"), outside="sms")
    assert write_rule(TEXT, "vab", rule) == change("services.vab", 'outside = "mail"', 'outside = "sms"')


def test_a_zone_of_its_own_is_written_and_taken_away_again() -> None:
    rule = replace(rule_of("vab"), zones={"vpn": "never"})
    written = write_rule(TEXT, "vab", rule)
    old, new = 'outside = "mail"\n', 'outside = "mail"\nzones = { vpn = "never" }\n'
    assert written == change("services.vab", old, new)
    assert write_rule(written or "", "vab", replace(rule, zones={})) == TEXT


def test_hours_are_written_and_closures_stay() -> None:
    day = parse_day("7-19")
    assert day is not None
    rule = replace(rule_of("sjalvservice-chef"), week=(day,) * 7)
    written = write_rule(TEXT, "sjalvservice-chef", rule)
    assert written == change(
        "services.sjalvservice-chef", '{ mon-fri = "06.00-20.00" }', '{ daily = "07.00-19.00" }'
    )
    assert parse_policy(written, "draft").services["sjalvservice-chef"].hours.closures


def test_a_group_is_added_behind_those_that_stay() -> None:
    rule = replace(rule_of("ekonomi"), groups=("controller", "chefer"))
    assert write_rule(TEXT, "ekonomi", rule) == change(
        "services.ekonomi", '["ekonomi", "chefer"]', '["chefer", "controller"]'
    )


def test_groups_in_another_order_are_the_same_groups() -> None:
    rule = replace(rule_of("ekonomi"), groups=("chefer", "ekonomi"))
    assert write_rule(TEXT, "ekonomi", rule) == TEXT


@pytest.mark.parametrize("service", ["portal", "console", "ekonomi", "lonebesked"])
def test_a_rule_that_is_left_alone_changes_no_letter(service: str) -> None:
    assert write_rule(TEXT, service, rule_of(service)) == TEXT


def test_a_draft_with_faults_is_read_all_the_same() -> None:
    text = change("services.vab", 'outside = "mail"', "outside = 7")
    text = change("services.vab", 'hours = "always"', 'hours = { mon = "soon" }', text)
    rule = rule_of("vab", text)
    assert (rule.outside, rule.week) == ("", None)
    assert write_rule(text, "vab", replace(rule, outside="app")) == text.replace(
        "outside = 7", 'outside = "app"'
    )


@pytest.mark.parametrize(
    "laid_out",
    [
        'zones.vpn = "app"\n',
        'start = "https://x.example/"\n[services.vab.zones]\nvpn = "app"\n',
        'start = """\n[services.vab]\nzones = 3\n"""\nzones.vpn = "app"\n',
    ],
)
def test_zones_in_a_layout_of_their_own_are_left_to_a_person(laid_out: str) -> None:
    text = change("services.vab", 'start = "http://localhost:8002/"\n', laid_out)
    assert write_rule(text, "vab", replace(rule_of("vab", text), zones={"gast": "never"})) is None


def test_what_is_no_service_or_no_toml_is_not_written_in() -> None:
    rule = rule_of("vab")
    assert write_rule(TEXT, "nowhere", rule) is None
    assert write_rule("[", "vab", rule) is None
    assert list_tables({"services": {"a": {}, "b": 1}}, "services") == ("a",)
    assert list_tables({}, "services") == ()


def test_tables_are_listed_in_the_order_of_the_policy() -> None:
    document = read_document(TEXT)
    assert document is not None
    assert list_tables(document, "zones") == ("remote", "gast", "vpn", "skola", "admin")
