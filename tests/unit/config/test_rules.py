"""Each rule of the configuration refuses what it should, names the key, and lets everything else be."""

from pathlib import Path
from typing import Any

import pytest

from idp.config.keys import Leaf, list_keys
from idp.config.ranges import RANGES, check_ranges
from idp.config.rules import check_rules

PUBLIC = {"issuer": "https://idp.havsvik.example"}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"issuer": "https://idp.havsvik.example:8443"},
        {"issuer": "http://localhost:8000", "demo.zone_bar": True, "demo.inbox": "http://localhost:8025"},
        {"issuer": "http://127.0.0.1:8000", "demo.zone_bar": True},
        {"issuer": "http://[::1]:8000"},
        {"database": "sqlite:////var/lib/idp/idp.sqlite", "listen.workers": 1},
        {"database": "postgresql+psycopg://idp@/idp", "listen.workers": 4},
        {"municipality.accent": "#0b5a6f"},
        {"municipality.org_number": "2120009903"},
        {"network.trusted_proxies": ("10.0.0.0/24", "2001:db8::1/128")},
        {"mail.security": "none", "mail.hosts": ("::1",)},
        {"mail.username": "idp", "mail.password_file": Path("secret")},
        {"text_messages.sender": "+46701740605"},
        {"network.internal_services": ("10.0.0.0/8",)},
        {**PUBLIC, "demo.zone_bar": False},
    ],
)
def test_sound_values_pass(values: dict[str, Any]) -> None:
    assert list(check_rules(values)) == []


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"issuer": "http://idp.havsvik.example"}, "issuer"),
        ({"issuer": "https://idp.havsvik.example/"}, "issuer"),
        ({"issuer": "https://idp.havsvik.example/idp"}, "issuer"),
        ({"issuer": "https://idp.havsvik.example?x=1"}, "issuer"),
        ({"issuer": "https://admin@idp.havsvik.example"}, "issuer"),
        ({"issuer": "https://IDP.havsvik.example"}, "issuer"),
        ({"issuer": "http://localhost.havsvik.example"}, "issuer"),
        ({"issuer": "https://[::1"}, "issuer"),
        ({"issuer": "https://"}, "issuer"),
        ({"municipality.org_number": "2120009904"}, "municipality.org_number"),
        ({"municipality.org_number": "212000-9903"}, "municipality.org_number"),
        ({"municipality.org_number": "162120009903"}, "municipality.org_number"),
        ({"municipality.org_number": "212000990٣"}, "municipality.org_number"),
        ({"database": "mysql://idp@/idp"}, "database"),
        ({"database": "sqlite://"}, "database"),
        ({"database": "sqlite:///:memory:"}, "database"),
        ({"database": "sqlite:///idp.sqlite", "listen.workers": 2}, "listen.workers"),
        ({"municipality.accent": "teal"}, "municipality.accent"),
        ({"municipality.accent": "#ffdd00"}, "municipality.accent"),
        ({"municipality.logo": Path("logo.gif")}, "municipality.logo"),
        ({"municipality.logo": Path("nowhere.svg")}, "municipality.logo"),
        ({"network.trusted_proxies": ("proxy.havsvik.example",)}, "network.trusted_proxies"),
        ({"network.trusted_proxies": ("10.0.0.1/24",)}, "network.trusted_proxies"),
        ({"network.trusted_proxies": ("0.0.0.0/0",)}, "network.trusted_proxies"),
        ({"network.trusted_proxies": ("::/0",)}, "network.trusted_proxies"),
        ({"sessions.warning_seconds": 60, "sessions.idle_minutes": 1}, "sessions.warning_seconds"),
        ({"mail.security": "none", "mail.hosts": ("::1", "mail.havsvik.example")}, "mail.security"),
        ({"mail.username": "idp", "mail.password_file": None}, "mail.username"),
        ({"mail.sender": "noreply"}, "mail.sender"),
        ({"municipality.helpdesk.email": "IT-kundtjänst"}, "municipality.helpdesk.email"),
        ({"network.internal_services": ("0.0.0.0/0",)}, "network.internal_services"),
        ({"network.internal_services": ("intranet",)}, "network.internal_services"),
        ({"municipality.portal": "Portál"}, "municipality.portal"),
        (
            {"municipality.portal": "P" * 16, "municipality.helpdesk.phone": "0980-319 200"},
            "municipality.portal",
        ),
        ({"municipality.helpdesk.phone": "0980–319 200"}, "municipality.helpdesk.phone"),
        ({"mail.hosts": ()}, "mail.hosts"),
        ({"text_messages.sender": "Havsviks kommun"}, "text_messages.sender"),
        ({**PUBLIC, "demo.zone_bar": True}, "demo.zone_bar"),
        ({**PUBLIC, "demo.inbox": "http://localhost:8025"}, "demo.inbox"),
    ],
)
def test_an_unsound_value_is_one_fault_at_its_key(values: dict[str, Any], key: str) -> None:
    assert [fault.key for fault in check_rules(values)] == [key]


def test_a_logo_is_at_most_64_kib(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(b" " * 64 * 1024)
    assert list(check_rules({"municipality.logo": logo})) == []
    logo.write_bytes(b" " * (64 * 1024 + 1))
    assert [fault.key for fault in check_rules({"municipality.logo": logo})] == ["municipality.logo"]


@pytest.mark.parametrize("key", RANGES)
def test_a_number_is_good_to_its_ends_and_no_further(key: str) -> None:
    smallest, largest = RANGES[key]
    assert [list(check_ranges({key: number})) for number in (smallest, largest)] == [[], []]
    assert all(list(check_ranges({key: number})) for number in (smallest - 1, largest + 1))


def test_every_number_has_a_range_that_holds_its_default() -> None:
    numbers = {
        key: leaf.default
        for key, leaf in list_keys().items()
        if isinstance(leaf, Leaf) and leaf.type in (int, int | None)
    }
    assert numbers.keys() == RANGES.keys()
    assert list(check_ranges({key: number for key, number in numbers.items() if number is not None})) == []
