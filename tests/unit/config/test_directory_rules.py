"""Each rule about directories refuses what it should, names the key, and lets everything else be."""

from pathlib import Path
from typing import Any

import pytest

from idp.config.directory_rules import DIRECTORY_RULES

SOUND: dict[str, Any] = {
    "passwords.failures": 10,
    "directories.adm.kind": "ldap",
    "directories.adm.servers": ("ldaps://dc1.havsvik.example", "ldap://dc2.havsvik.example:3389"),
    "directories.adm.start_tls": True,
    "directories.adm.bind_dn": "cn=idp",
    "directories.adm.password_file": Path("secret"),
    "directories.adm.base": "dc=havsvik,dc=example",
    "directories.adm.user_filter": "(&(objectCategory=person)(|(objectClass=user)(!(objectClass=computer))))",
    "directories.adm.attributes.key": "objectGUID",
    "directories.adm.attributes.personal_number": "extensionAttribute1",
    "directories.adm.attributes.alias": None,
    "directories.adm.lockout_threshold": 11,
    "directories.adm.answer_seconds": 2,
    "directories.adm.whole_seconds": 4,
    "directories.skola.kind": "local",
    "directories.skola.servers": (),
    "directories.skola.bind_dn": None,
}


def list_keys_at_fault(**changes: Any) -> list[str]:
    values = SOUND | {f"directories.adm.{key.replace('__', '.')}": value for key, value in changes.items()}
    return [fault.key.removeprefix("directories.adm.") for rule in DIRECTORY_RULES for fault in rule(values)]


def test_sound_values_pass() -> None:
    assert list_keys_at_fault() == []


def test_clear_text_may_stay_on_this_machine() -> None:
    assert list_keys_at_fault(servers=("ldap://127.0.0.1:389", "ldap://localhost"), start_tls=False) == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"servers": ()}, "servers"),
        ({"bind_dn": None}, "bind_dn"),
        ({"password_file": None}, "password_file"),
        ({"base": ""}, "base"),
        ({"start_tls": False}, "start_tls"),
        ({"servers": ("https://dc1.havsvik.example",)}, "servers"),
        ({"servers": ("dc1.havsvik.example",)}, "servers"),
        ({"servers": ("ldaps://",)}, "servers"),
        ({"servers": ("ldaps://admin@dc1.havsvik.example",)}, "servers"),
        ({"servers": ("ldaps://dc1.havsvik.example/dc=x",)}, "servers"),
        ({"servers": ("ldaps://dc1.havsvik.example:port",)}, "servers"),
        ({"user_filter": "objectClass=user"}, "user_filter"),
        ({"user_filter": "(objectClass=user))(uid=*"}, "user_filter"),
        ({"attributes__alias": "mail)(uid=*"}, "attributes.alias"),
        ({"lockout_threshold": 10}, "lockout_threshold"),
        ({"lockout_threshold": 5}, "lockout_threshold"),
        ({"answer_seconds": 5}, "answer_seconds"),
        ({"attributes__key": "extensionattribute1"}, "attributes.key"),
    ],
)
def test_what_cannot_work_or_is_not_safe_is_refused(changes: dict[str, Any], key: str) -> None:
    assert list_keys_at_fault(**changes) == [key]


def test_nothing_is_asked_of_a_realm_that_is_kept_here() -> None:
    values = {key: value for key, value in SOUND.items() if ".skola." in key}
    assert [fault for rule in DIRECTORY_RULES for fault in rule(values)] == []
