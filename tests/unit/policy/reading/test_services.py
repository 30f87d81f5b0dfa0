"""A service's rule is read whole, and a rule that could not be meant is refused."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from idp.policy.reading.services import read_services
from idp.policy.rules import Service
from idp.policy.zones import Zones
from tests.unit.policy.demo import POLICY
from tests.unit.policy.reading.parts import read

KEYS = {
    "name": '{ sv = "x", en = "x" }',
    "groups": '["staff"]',
    "inside": '"password"',
    "outside": '"app"',
    "hours": '"always"',
    "start": '"https://app.example/"',
}


def write(name: str = "app", **changes: str | None) -> str:
    """Return a service with some keys written otherwise, or left out when None."""
    keys = {**KEYS, **changes}
    return f"{name} = {{ {', '.join(f'{key} = {value}' for key, value in keys.items() if value)} }}"


BUILT_IN = "\n".join(
    write(name, groups='["everyone"]', start=None, tile="false") for name in ("portal", "enrolment")
)


def read_toml(*lines: str) -> tuple[Mapping[str, Service], list[str]]:
    return read("\n".join(lines), lambda fields: read_services(fields, POLICY.levels, POLICY.zones))


def test_a_service_is_read_whole() -> None:
    services, faults = read_toml(BUILT_IN, write(zones='{ vpn = "never", gast = "mail" }', outside='"never"'))
    assert faults == []
    app = services["app"]
    assert (app.id, app.groups, app.inside, app.outside) == ("app", {"staff"}, "password", None)
    assert [app.level_needed(zone) for zone in POLICY.zones] == [None, "mail", None, "password", "password"]
    assert (app.tile, app.start, app.description) == (True, "https://app.example/", None)


def test_a_service_is_for_its_groups_or_for_everyone() -> None:
    services, _ = read_toml(BUILT_IN, write())
    assert services["portal"].is_for(frozenset())
    assert services["app"].is_for(frozenset({"staff", "others"}))
    assert not services["app"].is_for(frozenset({"others", "everyone"}))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"groups": "[]"}, "part.app.groups is empty; name the groups it is for, or write groups = [\"everyone\"]"),
        ({"groups": '["everyone", "staff"]'}, "part.app.groups names groups beside 'everyone'; leave 'everyone' or the others out"),
        ({"inside": '"pasword"'}, "part.app.inside needs an unknown level 'pasword'; did you mean 'password'?"),
        ({"outside": None}, "part.app has no 'outside'; write outside = \"never\" or a level"),
        ({"zones": '{ wpn = "app" }'}, "part.app.zones.wpn is no zone; did you mean 'vpn'?"),
        ({"zones": '{ vpn = "ap" }'}, "part.app.zones.vpn needs an unknown level 'ap'; did you mean 'app'?"),
        ({"start": '"app.example"'}, "part.app.start is no address of a page; write start = \"https://…\""),
        ({"start": '"javascript:alert(1)"'}, "part.app.start is no address of a page; write start = \"https://…\""),
        ({"start": '"https://[bad/"'}, "part.app.start is no address of a page; write start = \"https://…\""),
        ({"start": '"https://a.test/\\u0000"'}, "part.app.start is no address of a page; write start = \"https://…\""),
        ({"start": '"https://a.test/\\nb"'}, "part.app.start is no address of a page; write start = \"https://…\""),
        ({"start": None}, "part.app is a tile that starts nothing; write start = \"https://…\", or tile = false"),
        ({"tile": '"no"'}, "part.app.tile is neither true nor false; write tile = true or tile = false"),
        ({"inisde": '"app"'}, "part.app.inisde is not a key of the policy; did you mean 'inside'?"),
    ],
)  # fmt: skip
def test_a_fault_says_what_to_write(changes: dict[str, str | None], fault: str) -> None:
    assert read_toml(BUILT_IN, write(**changes))[1] == [fault]


def test_a_level_that_a_zone_does_not_offer_is_refused() -> None:
    narrowed = Zones(
        tuple(replace(zone, offers=("mail",)) if zone.name == "vpn" else zone for zone in POLICY.zones)
    )
    toml = f"{BUILT_IN}\n{write()}"
    _, faults = read(toml, lambda fields: read_services(fields, POLICY.levels, narrowed))
    what = "part.app needs 'app' in 'vpn', which offers nothing as strong"
    assert f"{what}; write zones = {{ vpn = \"never\" }}, or offer 'app' there" in faults


def test_the_built_in_services_have_to_be_there() -> None:
    assert read_toml(write())[1] == [
        "part has no 'portal', which is built in; write [services.portal]",
        "part has no 'enrolment', which is built in; write [services.enrolment]",
    ]


def test_an_id_that_could_not_stand_in_a_url_is_refused() -> None:
    assert read_toml(BUILT_IN, write('"Min tjänst"'))[1] == [
        "part.Min tjänst has a name that will not do; use a–z, 0–9 and hyphens, a letter first, 40 at most"
    ]
