"""The matrix says what decide() answers, at every hour and everywhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from idp.policy.decide import decide
from idp.policy.levels import Level, Levels
from idp.policy.question import Question, Subject
from idp.policy.review.matrix import Row, build_matrix, collapse, prove
from tests.unit.policy.demo import NOON, WHOLE, entitled

ROWS = build_matrix(WHOLE)
START = datetime(2026, 1, 1, tzinfo=UTC)
A_YEAR = st.integers(0, 2 * 365 * 24 * 12).map(lambda steps: START + timedelta(minutes=5 * steps))


def test_every_service_has_a_row_for_every_zone() -> None:
    assert [(row.service, row.zones) for row in ROWS] == [
        (service, (zone,)) for service in WHOLE.services for zone in WHOLE.zones.names
    ]


@given(st.sampled_from(ROWS), st.sampled_from(WHOLE.levels.order), A_YEAR)
def test_a_cell_is_what_somebody_entitled_would_be_answered(row: Row, level: Level, at: datetime) -> None:
    (zone,) = row.zones
    question = Question(entitled(row.service, WHOLE), prove(level, zone, at), zone, at, row.service)
    is_in_matrix = level.name in row.ways and row.hours.is_open(at)
    assert decide(WHOLE, question).is_allowed is is_in_matrix


@given(st.sampled_from(ROWS), st.sampled_from(WHOLE.levels.order), A_YEAR)
def test_no_cell_is_open_to_a_closed_account(row: Row, level: Level, at: datetime) -> None:
    (zone,) = row.zones
    closed = Subject(WHOLE.services[row.service].groups, "adm", is_active=False)
    assert not decide(WHOLE, Question(closed, prove(level, zone, at), zone, at, row.service)).is_allowed


def test_a_level_that_no_zone_offers_opens_nothing_though_its_proofs_are_worth_a_weaker_one() -> None:
    words = WHOLE.zones.default.label
    spare = Level("reserv", frozenset({"password", "totp", "sms"}), (), words, words)
    assert build_matrix(replace(WHOLE, levels=Levels((*WHOLE.levels.order, spare)))) == ROWS


def test_services_under_one_rule_are_asked_about_once_and_each_has_its_rows() -> None:
    twins = {
        f"tvilling-{number}": replace(WHOLE.services["vab"], id=f"tvilling-{number}", groups=frozenset({"g"}))
        for number in range(2)
    }
    other = replace(WHOLE.services["vab"], id="annan", outside="app")
    policy = replace(WHOLE, services={**twins, "annan": other})
    rows = {(row.service, row.zones): row.ways for row in build_matrix(policy)}
    zones = [(zone,) for zone in policy.zones.names]
    assert [rows["tvilling-1", zone] for zone in zones] == [rows["tvilling-0", zone] for zone in zones]
    assert [rows["annan", zone] for zone in zones] != [rows["tvilling-0", zone] for zone in zones]


def test_zones_that_are_alike_are_one_line_and_none_is_lost() -> None:
    merged = collapse(ROWS)
    assert [(row.service, zone) for row in merged for zone in row.zones] == [
        (row.service, row.zones[0]) for row in ROWS
    ]
    admin = [row.zones for row in merged if row.service == "console"]
    assert admin == [("remote", "gast"), ("vpn",), ("skola", "admin")]


def test_proofs_of_a_level_begin_with_the_password() -> None:
    level = WHOLE.levels.get("app")
    assert level is not None
    assert [proof.method for proof in prove(level, "remote", NOON + timedelta(1))] == ["password", "totp"]
