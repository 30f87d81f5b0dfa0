"""The demo policy gives what the demo municipality's table of services promises.

The table is written by hand from docs/requirements; nothing of it is read from the policy.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Final

import pytest

from idp.policy.address import place
from idp.policy.decide import decide
from idp.policy.decision import Outcome
from idp.policy.question import Question, Subject
from idp.policy.rules import OWN_PAGES
from tests.unit.policy.demo import NOON, local, member, prove
from tests.unit.policy.demo import WHOLE as POLICY

INSIDE: Final = ("skola", "admin")
AT_A_DISTANCE: Final = ("remote", "gast")
ANY: Final = ("password", "mail", "sms", "recovery", "bypass", "token", "app", "key", "passkey")
SECOND_FACTOR: Final = ("mail", "sms", "recovery", "token", "app", "key", "passkey")
APP_OR_SMS: Final = ("sms", "recovery", "token", "app", "key", "passkey")
BYPASS: Final = ("bypass", "token", "app", "key", "passkey")
APP: Final = ("app", "key", "passkey")
NEVER: Final = ()
EMPLOYEES: Final = ("alla-anstallda",)


@dataclass(frozen=True)
class Row:
    """One service of the table: its groups, the levels that open it, and moments when it is open and closed."""

    groups: tuple[str, ...]
    inside: tuple[str, ...]
    remote: tuple[str, ...]
    vpn: tuple[str, ...]
    open_at: tuple[str, ...] = (
        "2026-11-23 00:00",
        "2026-11-29 03:30",
        "2026-07-02 23:00",
        "2026-11-18 12:00",
    )
    closed_at: tuple[str, ...] = ()


WEEKDAYS_6_TO_20 = ("2026-11-23 06:00", "2026-11-20 12:00", "2026-11-27 19:59")
TABLE: Final = {
    "portal": Row(("everyone",), ANY, SECOND_FACTOR, SECOND_FACTOR),
    "enrolment": Row(("everyone",), ANY, NEVER, NEVER),
    "passkeys": Row(("everyone",), ANY, NEVER, NEVER),
    "ovrig-tjanst": Row(("everyone",), ANY, SECOND_FACTOR, SECOND_FACTOR),
    "lonebesked": Row(
        EMPLOYEES,
        ANY,
        APP_OR_SMS,
        APP_OR_SMS,
        open_at=("2026-11-23 05:00", "2026-11-29 22:59"),
        closed_at=("2026-11-23 04:59", "2026-11-29 23:00"),
    ),
    "vab": Row(EMPLOYEES, ANY, SECOND_FACTOR, SECOND_FACTOR),
    "sjalvservice": Row(
        EMPLOYEES,
        ANY,
        SECOND_FACTOR,
        SECOND_FACTOR,
        open_at=("2026-11-23 05:00", "2026-11-29 23:59"),
        closed_at=("2026-11-23 00:00", "2026-11-29 04:59"),
    ),
    "sjalvservice-chef": Row(
        ("chefer",),
        APP,
        APP,
        APP,
        open_at=WEEKDAYS_6_TO_20,
        closed_at=(
            "2026-11-23 05:59",
            "2026-11-23 20:00",
            "2026-11-28 12:00",
            "2026-11-18 12:00",
            "2026-11-19 12:00",
        ),
    ),
    "tidrapportering": Row(
        EMPLOYEES,
        ANY,
        SECOND_FACTOR,
        SECOND_FACTOR,
        open_at=("2026-11-23 05:00", "2026-11-29 22:59"),
        closed_at=("2026-11-23 04:59", "2026-11-29 23:00"),
    ),
    "resor": Row(EMPLOYEES, ANY, APP_OR_SMS, APP_OR_SMS),
    "serviceportalen": Row(EMPLOYEES, ANY, SECOND_FACTOR, SECOND_FACTOR),
    "intranat": Row(EMPLOYEES, ANY, SECOND_FACTOR, SECOND_FACTOR),
    "webbmejl": Row(EMPLOYEES, ANY, APP_OR_SMS, APP_OR_SMS),
    "skolplattformen": Row(
        ("pedagogisk-personal", "skolledning"),
        ANY,
        APP,
        APP,
        open_at=("2026-11-23 23:00", "2026-07-01 05:00", "2026-07-31 21:59", "2026-08-01 23:00"),
        closed_at=("2026-07-01 22:00", "2026-08-01 04:59"),
    ),
    "omsorgsjournal": Row(("hemtjanst",), BYPASS, NEVER, NEVER),
    "ekonomi": Row(
        ("ekonomi", "chefer"),
        ANY,
        APP,
        APP,
        open_at=("2026-11-23 07:00", "2026-11-18 12:00", "2026-11-27 17:59"),
        closed_at=(
            "2026-11-23 06:59",
            "2026-11-23 18:00",
            "2026-11-28 12:00",
            "2026-12-24 12:00",
            "2026-04-06 12:00",
        ),
    ),
    "helpdesk": Row(("idp-helpdesk",), APP, NEVER, NEVER),
    "console": Row(("idp-admin", "idp-helpdesk", "idp-granskare", "systemagare"), APP, NEVER, APP),
}


def signed_in(
    service: str, level: str, zone: str, *, who: Subject | None = None, now: datetime = NOON
) -> Question:
    entitled = Subject(POLICY.services[service].groups, "adm", is_active=True)
    return Question(who or entitled, prove(level, zone, now, POLICY), zone, now, service)


def levels_for(row: Row, zone: str) -> tuple[str, ...]:
    if zone in INSIDE:
        return row.inside
    return row.vpn if zone == "vpn" else row.remote


def test_the_policy_has_the_services_of_the_table_and_no_others() -> None:
    assert set(POLICY.services) == set(TABLE)


@pytest.mark.parametrize("service", TABLE)
def test_each_level_opens_the_service_where_the_table_says(service: str) -> None:
    row = TABLE[service]
    for zone, level, group in product(POLICY.zones.names, ANY, row.groups):
        decision = decide(POLICY, signed_in(service, level, zone, who=member(group)))
        assert decision.is_allowed is (level in levels_for(row, zone)), (zone, level, group)


@pytest.mark.parametrize("service", TABLE)
def test_the_service_is_open_and_closed_when_the_table_says(service: str) -> None:
    row = TABLE[service]
    for written, is_open in [*((at, True) for at in row.open_at), *((at, False) for at in row.closed_at)]:
        for zone in INSIDE:
            outcome = decide(POLICY, signed_in(service, "app", zone, now=local(written))).outcome
            assert outcome is (Outcome.ALLOWED if is_open else Outcome.CLOSED), (written, zone)


@pytest.mark.parametrize(
    "service", [service for service, row in TABLE.items() if row.groups != ("everyone",)]
)
def test_someone_in_every_other_group_is_refused(service: str) -> None:
    others = {group for row in TABLE.values() for group in row.groups} - set(TABLE[service].groups)
    decision = decide(POLICY, signed_in(service, "app", "admin", who=member(*others)))
    assert decision.outcome is Outcome.REFUSED


@pytest.mark.parametrize("service", TABLE)
def test_what_is_offered_to_a_newcomer_is_what_opens_the_service(service: str) -> None:
    for zone in POLICY.zones.names:
        newcomer = signed_in(service, "app", zone)
        options = decide(POLICY, type(newcomer)(None, (), zone, NOON, service)).options
        assert options == levels_for(TABLE[service], zone)[::-1], zone


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("192.0.2.1", "admin"),
        ("2001:db8:a::1", "admin"),
        ("192.0.2.65", "skola"),
        ("2001:db8:b::1", "skola"),
        ("198.51.100.1", "vpn"),
        ("203.0.113.1", "gast"),
        ("192.0.2.200", "remote"),
    ],
)
def test_the_municipalitys_networks_are_its_zones(address: str, zone: str) -> None:
    assert place(address, (), (), POLICY.zones).zone == zone


def test_each_service_starts_where_it_lives() -> None:
    starts = {
        service.id: service.start
        for service in POLICY.services.values()
        if service.tile and service.id not in OWN_PAGES
    }
    elsewhere = {"lonebesked": "http://localhost:8001/", "vab": "http://localhost:8002/"}
    tiles = set(TABLE) - {"portal", "enrolment", "ovrig-tjanst", "helpdesk", "passkeys", "console"}
    assert starts == {id_: elsewhere.get(id_, f"http://localhost:8025/tjanst/{id_}") for id_ in tiles}


def test_a_client_without_a_service_belongs_to_the_one_for_the_rest() -> None:
    assert POLICY.default_service == "ovrig-tjanst"


def test_the_order_of_zones_and_levels_is_the_municipalitys() -> None:
    assert POLICY.zones.names == ("remote", "gast", "vpn", "skola", "admin")
    assert POLICY.levels.names == ANY
    assert {level.name: level.methods for level in POLICY.levels} == {
        "password": {"password"},
        "mail": {"password", "mail"},
        "sms": {"password", "sms"},
        "recovery": {"password", "recovery"},
        "bypass": {"password", "bypass"},
        "token": {"password", "token"},
        "app": {"password", "totp"},
        "key": {"password", "key"},
        "passkey": {"passkey"},
    }
