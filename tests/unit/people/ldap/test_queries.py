"""Nothing that anybody typed means anything in a filter (RFC 4515, section 3)."""

import pytest

from idp.config.sections.directories import Attributes
from idp.people.ldap.queries import attributes_of, by_key, by_username, in_chain, with_members
from tests.unit.people.ldap.entries import settings


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("anna", "anna"),
        ("*", r"\2a"),
        ("a)(uid=*", r"a\29\28uid=\2a"),
        ("a\\b", r"a\5cb"),
        ("a\x00b", r"a\00b"),
    ],
)
def test_a_username_is_a_value_and_never_a_filter(typed: str, written: str) -> None:
    assert by_username(settings(), typed) == f"(&(objectClass=user)(sAMAccountName={written}))"


def test_a_binary_key_is_written_byte_by_byte() -> None:
    assert by_key(settings(), b"\x01*(") == r"(&(objectClass=user)(objectGUID=\01\2a\28))"


def test_a_text_key_is_escaped_as_text() -> None:
    openldap = settings(attributes=Attributes(key="entryUUID"), user_filter="(objectClass=inetOrgPerson)")
    assert by_key(openldap, b"3e2a-*") == r"(&(objectClass=inetOrgPerson)(entryUUID=3e2a-\2a))"


def test_a_name_with_brackets_is_one_member() -> None:
    dn = "CN=Anna (vik),DC=havsvik"
    assert in_chain(dn) == r"(member:1.2.840.113556.1.4.1941:=CN=Anna \28vik\29,DC=havsvik)"
    assert (
        with_members([dn])
        == r"(|(member=CN=Anna \28vik\29,DC=havsvik)(uniqueMember=CN=Anna \28vik\29,DC=havsvik))"
    )


def test_every_mapped_attribute_is_asked_for_once() -> None:
    asked = attributes_of(settings(attributes=Attributes(alias="displayName", employee_id="employeeID")))
    assert {"sAMAccountName", "objectGUID", "employeeID", "memberOf", "userAccountControl"} <= set(asked)
    assert len(asked) == len(set(asked))
    assert None not in asked
